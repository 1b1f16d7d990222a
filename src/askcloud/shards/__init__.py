"""An index of several files, shards, for more notes than one file serves well."""
