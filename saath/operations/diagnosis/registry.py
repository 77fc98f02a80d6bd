"""Every check, in the order in which they are made."""

from __future__ import annotations

from saath.operations.diagnosis import (
    backups,
    connections,
    database,
    disk,
    keys,
    mail_in,
    mail_out,
    mailboxes,
    release,
    sending,
    shops,
    times,
    work,
)
from saath.operations.diagnosis.finding import Check, Needs

CHECKS = (
    Check("room on the disks", disk.has_room),
    Check("writing to the disks", disk.can_be_written),
    Check("who may read secrets", keys.are_private),
    Check("database", database.connects),
    Check("database file", database.is_whole, Needs.DATABASE),
    Check("migrations", database.is_migrated, Needs.DATABASE),
    Check("role in the database", database.role_is_confined, Needs.DATABASE),
    Check("write-ahead log", database.writes_ahead, Needs.DATABASE),
    Check("clock and database", times.agrees_with_database, Needs.DATABASE),
    Check("clock and disk", times.agrees_with_disk),
    Check("clock and events", times.is_after_what_happened, Needs.TABLES),
    Check("keys", keys.open_what_is_stored, Needs.TABLES),
    Check("secret", keys.secret_is_the_same, Needs.TABLES),
    Check("mail out", mail_out.takes_answers),
    Check("mail in", mail_in.door_is_open, only_while_serving=True),
    Check("mailboxes", mailboxes.are_read, Needs.TABLES),
    Check("connections", connections.orders_come_in, Needs.TABLES),
    Check("ways out", sending.ways_work, Needs.TABLES),
    Check("mail domains", sending.records_are_right, Needs.TABLES),
    Check("certificate", mail_in.certificate_is_good),
    Check("worker", work.worker_is_there, Needs.TABLES, only_while_serving=True),
    Check("waiting jobs", work.jobs_are_done, Needs.TABLES, only_while_serving=True),
    Check("dead letters", work.no_job_was_given_up, Needs.TABLES),
    Check("answers in doubt", work.no_answer_is_in_doubt, Needs.TABLES),
    Check("intake", work.nothing_is_missing, Needs.TABLES),
    Check("addresses of shops", shops.have_addresses, Needs.TABLES),
    Check("hosts of shops", shops.have_hosts_of_their_own, Needs.TABLES),
    Check("static files", release.static_files_are_current),
    Check("texts", release.texts_are_compiled),
    Check("settings", release.nobody_is_debugging),
    Check("backups", backups.are_young),
)
