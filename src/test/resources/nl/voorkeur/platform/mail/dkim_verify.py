# Verifies the DKIM signature of the message on standard input with python3-dkim, an implementation that is not ours.
# Arguments: the DNS name of the key, the public key in Base64. Prints True or False, and what the signature covers.
import sys
import dkim

name, key = sys.argv[1], sys.argv[2]


def dns(asked, timeout=5):
    asked = asked.decode() if isinstance(asked, bytes) else asked
    return ("v=DKIM1; k=rsa; p=" + key).encode() if asked.rstrip(".") == name else None


message = sys.stdin.buffer.read()
verifier = dkim.DKIM(message)
try:
    print(verifier.verify(dnsfunc=dns))
except dkim.DKIMException as fault:
    print("False")
covered = verifier.signed_headers or []
print(":".join(field[0].decode() for field in covered).lower())
