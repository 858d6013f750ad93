COPY import_row (batch_id, record, line, given, address, compare_key, unicode_key, form, key, former_keys, language, first_name, last_name,
    complaint, says, unproven, facts, notes, fault, lacking) FROM STDIN (FORMAT binary)
