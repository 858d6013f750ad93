# Verifies the DKIM signature of the message on standard input with python3-dkim, an implementation that is not ours.
# Arguments: the DNS name of the key, its record. Prints True or False, and what the signature covers.
import sys
import dkim

name, record = sys.argv[1], sys.argv[2]


def dns(asked, timeout=5):
    asked = asked.decode() if isinstance(asked, bytes) else asked
    return record.encode() if asked.rstrip(".") == name else None


message = sys.stdin.buffer.read()
verifier = dkim.DKIM(message)
try:
    # whichever of the signatures is by this key
    selectors = [value for field, value in verifier.headers if field.lower() == b"dkim-signature"]
    index = next((i for i, value in enumerate(selectors) if b"s=" + name.split(".")[0].encode() + b";" in value), 0)
    print(verifier.verify(idx=index, dnsfunc=dns))
except dkim.DKIMException as fault:
    print("False")
covered = verifier.signed_headers or []
print(":".join(field[0].decode() for field in covered).lower())
