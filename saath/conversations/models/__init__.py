"""Conversations, their messages, and the two ends of the wire: intake ledger and outbox."""

from saath.conversations.models.account import ChannelAccount
from saath.conversations.models.acknowledgement import Acknowledgement
from saath.conversations.models.attachment import Attachment
from saath.conversations.models.called import Called
from saath.conversations.models.checklist import ChecklistItem, PutChecklist
from saath.conversations.models.conversation import Conversation
from saath.conversations.models.delivery import Delivery
from saath.conversations.models.draft import Draft, DraftFile
from saath.conversations.models.field_value import ConversationValue
from saath.conversations.models.handover import Handover
from saath.conversations.models.intake import IntakeItem
from saath.conversations.models.message import Mention, Message, MessageKey
from saath.conversations.models.move import Move
from saath.conversations.models.outsider import Outsider
from saath.conversations.models.problem import Problem
from saath.conversations.models.promised_update import PromisedUpdate
from saath.conversations.models.rating import Rating
from saath.conversations.models.reading import Reading
from saath.conversations.models.saved_view import SavedView
from saath.conversations.models.side_question import SideAnswer, SideQuestion
from saath.conversations.models.solution import Solution
from saath.conversations.models.spam import SenderRule, SpamMemory
from saath.conversations.models.suppression import Suppression
from saath.conversations.models.sweep import Sweep, SweepPart
from saath.conversations.models.switch import Switch
from saath.conversations.models.tag import ConversationTag, Tag
from saath.conversations.models.upload import Enclosable, Upload

__all__ = [
    "Acknowledgement",
    "Attachment",
    "Called",
    "ChannelAccount",
    "ChecklistItem",
    "Conversation",
    "ConversationTag",
    "ConversationValue",
    "Delivery",
    "Draft",
    "DraftFile",
    "Enclosable",
    "Handover",
    "IntakeItem",
    "Mention",
    "Message",
    "MessageKey",
    "Move",
    "Outsider",
    "Problem",
    "PromisedUpdate",
    "PutChecklist",
    "Rating",
    "Reading",
    "SavedView",
    "SenderRule",
    "SideAnswer",
    "SideQuestion",
    "Solution",
    "SpamMemory",
    "Suppression",
    "Sweep",
    "SweepPart",
    "Switch",
    "Tag",
    "Upload",
]
