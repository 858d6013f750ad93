-- Content to try the portal with. Runs at a start in development, and does nothing when there is a controller already.
DO $demo$
BEGIN
    IF EXISTS (SELECT FROM controller) THEN RETURN; END IF;
    PERFORM nextval('catalogue_seq'); -- the ids below are taken from the first fifty

    INSERT INTO controller (id, slug, name, our_role, postal_address, contact_email, contact_phone, website,
            sender_name, sender_address, sender_verified, default_language, languages) VALUES
        (1, 'imailo', 'iMailo B.V.', 'CONTROLLER', 'Havenstraat 12, 1234 AB Voorbeeldstad', 'privacy@imailo.example', '088 3232 010',
            'https://www.imailo.example', 'iMailo', 'nieuws@imailo.example', true, 'NL', 'NL,EN,DE,FR'),
        (2, 'de-linde', 'De Linde Uitgevers', 'PROCESSOR', 'Lindelaan 3, 4321 ZX Voorbeelddorp', 'privacy@delinde.example', NULL,
            'https://www.delinde.example', 'De Linde Uitgevers', 'post@delinde.example', true, 'NL', 'NL,EN');

    INSERT INTO agreement (id, controller_id, principal, instructions, valid_from) VALUES
        (3, 2, 'De Linde Uitgevers', 'Send its newsletters and offers to people who agreed; keep proof; no other use.', '2026-01-01');

    INSERT INTO topic (id, controller_id, slug, kind, position, own_products) VALUES
        (11, 1, 'weekblik', 'NEWSLETTER', 0, true), (12, 1, 'reisbrieven', 'NEWSLETTER', 1, true), (13, 1, 'aanbiedingen', 'PROMOTION', 2, true),
        (14, 1, 'partneracties', 'PROMOTION', 3, false), (15, 1, 'onderzoek', 'SURVEY', 4, false), (16, 1, 'bestellingen', 'SERVICE', 5, false),
        (21, 2, 'nieuwe-boeken', 'NEWSLETTER', 0, true), (22, 2, 'lezersavonden', 'UPDATE', 1, true), (23, 2, 'boekenvoordeel', 'PROMOTION', 2, true);

    INSERT INTO topic_text (topic_id, language, name, description) VALUES
        (11, 'NL', 'Weekblik', 'Wat er speelt in de buurt, in vijf minuten gelezen. Elke donderdag.'),
        (11, 'EN', 'Weekblik', 'What is going on nearby, read in five minutes. Every Thursday.'),
        (12, 'NL', 'Reisbrieven', 'Eén verhaal van onderweg, eens in de twee weken.'),
        (12, 'EN', 'Travel letters', 'One story from the road, every two weeks.'),
        (13, 'NL', 'Aanbiedingen van iMailo', 'Kortingen op eigen diensten, hooguit twee keer per maand.'),
        (13, 'EN', 'Offers from iMailo', 'Discounts on our own services, at most twice a month.'),
        (14, 'NL', 'Acties van partners', 'iMailo mailt u namens een partner. De partner krijgt uw adres niet.'),
        (14, 'EN', 'Partner offers', 'iMailo mails you for a partner. The partner does not get your address.'),
        (15, 'NL', 'Onderzoek', 'Een korte vragenlijst, hooguit drie keer per jaar.'),
        (15, 'EN', 'Surveys', 'A short questionnaire, at most three times a year.'),
        (16, 'NL', 'Bestellingen en bonnen', 'Hoort bij wat u bestelt en bevat geen reclame.'),
        (16, 'EN', 'Orders and receipts', 'Belongs to what you order and holds no advertising.'),
        (21, 'NL', 'Nieuwe boeken', 'Wat er deze maand verschijnt. Elke eerste maandag.'),
        (21, 'EN', 'New books', 'What comes out this month. Every first Monday.'),
        (22, 'NL', 'Lezersavonden', 'Uitnodigingen, ongeveer vier per jaar.'),
        (22, 'EN', 'Readers’ evenings', 'Invitations, about four a year.'),
        (23, 'NL', 'Boekenvoordeel', 'Boeken met korting, hooguit één keer per maand.'),
        (23, 'EN', 'Book offers', 'Books at a discount, at most once a month.');
END
$demo$;
