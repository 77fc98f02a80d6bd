"""The settings of who gets what."""

from django.urls import path

from saath.promises.routing.views import own, settings

app_name = "routing"
urlpatterns = [
    path("settings/routing/", settings.show, name="settings"),
    path("settings/routing/save/", settings.save_routing, name="save"),
    path("settings/routing/reasons/", settings.move_reason, name="move_reason"),
    path("settings/routing/skills/", settings.save_skills, name="save_skills"),
    path("settings/routing/needs/", settings.add, name="add_need"),
    path("settings/routing/needs/remove/", settings.remove, name="remove_need"),
    path("settings/routing/team/", settings.save_team, name="save_team"),
    path("settings/work/", own.own, name="own"),
]
