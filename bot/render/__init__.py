"""Effects become what a person sees; nothing here knows Telegram."""
