"""Word lists and rules, as TOML. `archive.config.load_rules` reads them."""
