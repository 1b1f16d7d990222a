"""An index of several files, called shards, for more notes than one file handles well."""
