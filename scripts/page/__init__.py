"""What has changed on the vendor's page since it was transcribed."""
