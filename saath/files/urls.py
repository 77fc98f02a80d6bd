"""Addresses of the content host."""

from django.urls import path

from saath.files.views import show_file

urlpatterns = [path("<str:token>/<str:name>", show_file, name="file")]
