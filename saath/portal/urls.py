"""Addresses of the pages for customers."""

from __future__ import annotations

from django.urls import path

from saath.portal.views import address, asked, grievance, grievance_status, is_sorted, offer, standards

app_name = "portal"

urlpatterns = [
    path("chat/address/<str:sealed>/", address.address, name="address"),
    path("asked/<str:sealed>/", asked.asked, name="asked"),
    path("grievance/", grievance.grievance, name="grievance"),
    path("grievance/sent/<str:token>/", grievance.sent, name="grievance_sent"),
    path("grievance/status/", grievance_status.status, name="grievance_status"),
    path("grievance/status/<str:token>/", grievance_status.linked, name="grievance_linked"),
    path("o/<str:token>/", offer.offer, name="offer"),
    path("standards/", standards.standards, name="standards"),
    path("standards/<int:number>/", standards.standards, name="standards_of"),
    path("sorted/<str:sealed>/", is_sorted.is_sorted, name="sorted"),
]
