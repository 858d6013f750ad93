# Reads messages with Python's email package, a parser that is not ours. Each line of standard input is a message in
# Base64; each line of standard output holds, in Base64 and comma separated, what the parser makes of it.
import base64
import email
import email.header
import email.policy
import email.utils
import sys

policy = email.policy.SMTPUTF8
for line in sys.stdin:
    message = email.message_from_bytes(base64.b64decode(line), policy=policy)
    # The newer interface puts a space between two encoded-words of a name (python/cpython issue 128110)
    older = email.message_from_bytes(base64.b64decode(line))
    name, address = email.utils.parseaddr(older["From"].replace("\r\n", ""))
    text, html = message.iter_parts()
    seen = [
        message["Subject"],
        str(email.header.make_header(email.header.decode_header(name))),
        address,
        message["To"].addresses[0].addr_spec,
        message["Message-ID"],
        str(int(message["Date"].datetime.timestamp())),
        message["List-Unsubscribe"] or "",
        text.get_content_type() + " " + text.get_content_charset(),
        text.get_content().replace("\r\n", "\n"),
        html.get_content_type() + " " + html.get_content_charset(),
        html.get_content().replace("\r\n", "\n"),
    ]
    defects = message.defects + text.defects + html.defects
    seen.append(" ".join(type(defect).__name__ for defect in defects))
    print(",".join(base64.b64encode(str(each).encode("utf-8", "surrogateescape")).decode("ascii") for each in seen))
