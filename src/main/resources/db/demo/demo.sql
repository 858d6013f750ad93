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

    -- What the demo's privacy statements are written from. The first version is published at the start (DemoStatement).
    INSERT INTO privacy_fact (controller_id, question, answer)
    SELECT c.id, f.question, f.answer FROM controller c, (VALUES
        ('COUNTRY', 'NL'), ('LAWS', 'GDPR,TELECOM_NL'), ('GROUPS', 'VISITORS,REGISTRANTS,CLIENTS,RECIPIENTS,CONTACTS'),
        ('DATA_GIVEN', 'ADDRESS,NAME,LANGUAGE,CHOICES,ANSWERS,CORRESPONDENCE'), ('DATA_REQUIRED', 'ADDRESS'),
        ('DATA_GENERATED', 'DELIVERY,TECHNICAL'), ('DATA_PUBLIC', ''),
        ('FOR_NEWS', 'CONSENT'), ('FOR_OFFERS', 'CONSENT'), ('FOR_SURVEY', 'CONSENT'), ('FOR_LAW', 'NOT_DONE'),
        ('FOR_CONTACT', 'INTEREST'), ('FOR_PERSONAL', 'NOT_DONE'), ('FOR_STATISTICS', 'NOT_DONE'),
        ('PROCESSORS', 'SOME'), ('ANALYTICS', 'NONE'), ('SHARED', 'LAW,COURT,REORGANISATION'),
        ('KEEP_REQUEST', '7 DAYS'), ('KEEP_PROFILE', '0 WHILE_MAILED'), ('KEEP_PROOF', '5 YEARS'), ('KEEP_SUPPRESSION', '0 OPEN_ENDED'),
        ('KEEP_DELIVERY', '90 DAYS'), ('KEEP_CASE', '2 YEARS'), ('KEEP_LOG', '30 DAYS'), ('KEEP_ANSWERS', '6 MONTHS'),
        ('PROFILING', 'NONE'), ('SITE_COOKIES', 'NONE'),
        ('MEASURES', 'ACCESS_BY_ROLE,ACCESS_LOGGED,ENCRYPTED_TRANSPORT,HASHED_SUPPRESSION,BACKUPS'), ('NOTICE', 'BY_MAIL')
    ) AS f (question, answer);
    INSERT INTO privacy_fact (controller_id, question, answer) VALUES
        (1, 'OFFICER', 'APPOINTED'), (1, 'OFFICER_CONTACT', 'fg@imailo.example'), (1, 'FOR_CONTRACT', 'CONTRACT'),
        (1, 'DATA_PRINCIPAL', 'ADDRESS,NAME,CHOICES'), (1, 'BROWSER_HELP', 'https://www.consument.example/cookies'),
        (2, 'OFFICER', 'NOT_REQUIRED'), (2, 'FOR_CONTRACT', 'NOT_DONE'), (2, 'DATA_PRINCIPAL', '');
    INSERT INTO privacy_fact (controller_id, question, language, answer) VALUES
        (1, 'INTRODUCTION', 'NL', 'Dit is een voorbeeld. Deze organisatie en haar gegevens bestaan niet.'),
        (1, 'INTRODUCTION', 'EN', 'This is an example. This organisation and its data do not exist.'),
        (1, 'INTRODUCTION', 'DE', 'Das ist ein Beispiel. Diese Organisation und ihre Daten gibt es nicht.'),
        (1, 'INTRODUCTION', 'FR', 'Ceci est un exemple. Cette organisation et ses données n’existent pas.'),
        (1, 'PRINCIPAL_ORIGIN', 'NL', 'partners waarvoor wij mail versturen, onder een overeenkomst.'),
        (1, 'PRINCIPAL_ORIGIN', 'EN', 'partners for whom we send mail, under an agreement.'),
        (1, 'PRINCIPAL_ORIGIN', 'DE', 'Partner, für die wir mit einem Vertrag E-Mails verschicken.'),
        (1, 'PRINCIPAL_ORIGIN', 'FR', 'des partenaires pour qui nous envoyons des e-mails, sous contrat.'),
        (1, 'INTERESTS', 'NL', 'vragen kunnen beantwoorden en goed bereikbaar zijn.'),
        (1, 'INTERESTS', 'EN', 'to be able to answer questions and to be easy to reach.'),
        (1, 'INTERESTS', 'DE', 'Fragen beantworten können und gut erreichbar sein.'),
        (1, 'INTERESTS', 'FR', 'pouvoir répondre aux questions et être faciles à joindre.'),
        (2, 'INTRODUCTION', 'NL', 'Dit is een voorbeeld. Deze uitgeverij en haar gegevens bestaan niet.'),
        (2, 'INTRODUCTION', 'EN', 'This is an example. This publisher and its data do not exist.'),
        (2, 'OFFICER_REASON', 'NL', 'wij zijn klein en volgen geen mensen op grote schaal.'),
        (2, 'OFFICER_REASON', 'EN', 'we are small and do not monitor people on a large scale.'),
        (2, 'INTERESTS', 'NL', 'vragen van lezers beantwoorden.'),
        (2, 'INTERESTS', 'EN', 'to answer the questions of readers.');
    INSERT INTO privacy_fact_version (controller_id, version) VALUES (1, 1), (2, 1);

    INSERT INTO processor (controller_id, name, category, country, safeguard, agreed_from) VALUES
        (1, 'Voorbeeldhosting B.V.', 'HOSTING', 'NL', NULL, '2026-01-01'), (1, 'Sample Support Ltd', 'SUPPORT', 'GB', 'ADEQUACY', '2026-01-01'),
        (2, 'iMailo B.V.', 'PORTAL', 'NL', NULL, '2026-01-01'), (2, 'Voorbeeldhosting B.V.', 'HOSTING', 'NL', NULL, '2026-01-01');
    INSERT INTO processor_text (processor_id, language, duty)
    SELECT p.id, CAST(t.language AS language), t.duty FROM processor p JOIN (VALUES
        ('HOSTING', 'NL', 'bewaart de gegevens op beveiligde servers.'), ('HOSTING', 'EN', 'keeps the data on secured servers.'),
        ('HOSTING', 'DE', 'speichert die Daten auf gesicherten Servern.'), ('HOSTING', 'FR', 'garde les données sur des serveurs protégés.'),
        ('SUPPORT', 'NL', 'helpt bij storingen en ziet dan soms gegevens.'), ('SUPPORT', 'EN', 'helps with failures and may then see data.'),
        ('SUPPORT', 'DE', 'hilft bei Störungen und sieht dabei manchmal Daten.'), ('SUPPORT', 'FR', 'aide en cas de panne et voit alors parfois des données.'),
        ('PORTAL', 'NL', 'houdt bij welke mail u wilt en verstuurt die.'), ('PORTAL', 'EN', 'keeps which mail you want and sends it.')
    ) AS t (category, language, duty) ON t.category = p.category
    WHERE p.controller_id = 1 OR t.language IN ('NL', 'EN');
END
$demo$;
