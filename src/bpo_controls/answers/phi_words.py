"""Words of the trade that follow "patient", "member" or "claim" and are nobody's name."""

from __future__ import annotations

import re

NOT_NAMES = frozenset(
    re.findall(
        r"\w+",
        "patient patients member members access account accounts accounting advice advocate advocacy affairs and "
        "appeal appeals appointment appointments assistance authorization authorizations balance balances benefit "
        "benefits billing blue call calls callback callbacks care case cases center centers charge charges chart "
        "charts claim claims clinical coding collections committee communication communications complaint complaints "
        "consent contact contacts coverage cross data department desk digital eligibility education engagement "
        "enrollment experience file files financial first flow follow for form forms front grievance grievances group "
        "handbook handling health help home hospital id identification identifiers identifier identity information "
        "insurance intake invoice invoices is kiosk letter letters line lines list lists log loss losses "
        "management master matching medical message messages model name names notice notices number numbers of office "
        "onboarding or outreach payment payments payer payers plan plans policy policies portal privacy protection "
        "record records refund refunds refunding registration relations relationship report reports reporting "
        "responsibility rights safety satisfaction scheduling screening secure self service services shield specialist "
        "statement statements status support survey surveys system systems team teams telephone the to transport triage "
        "under united states verification visit visits volume volumes web we when who with "
        "a an as at but by can does each from had has have her his how if in into it its may must no not on our out "
        "per she he should so than that their them then there these they this those was were what where which while "
        "will would you your all any both every more most never only other same some such too very "
        "abuse admin agency agent agents audit audits auditor bank bill bills board bureau business call clinic clinics "
        "code codes coder coders company compliance conditions control controls core corporation county credit date "
        "dates daily days delivery demographics denial denials dental discharge document documents emergency "
        "encounter encounters error errors escalation evidence exception exceptions external facing failure family "
        "fee fees field fields final finance foundation fraud general government guide hipaa hospice hours "
        "identified imaging inbound incident incidents index inc inpatient internal inventory ip lab laboratory labs "
        "language law legal level liability life llc location maintenance manager manual market material measure media "
        "medicaid medicare medication memorial mental month monthly national navigation network new nurse nursing "
        "operations order orders outbound outpatient pain part parts partner pay pending personal pharmacy phone "
        "physician physicians population post practice practices premium prior process product program programs "
        "public quality quarter queue queues rate rates ratio receivable referral referrals region "
        "regional rehab release remittance request requests resident responsible result results return review reviews "
        "revenue risk role roles rule rules sample samples schedule section security segment service session set sheet "
        "site sites software source sources staff staffing standard standards state statewide step steps student study "
        "surgery surgical task tasks tax technology term terms test tests third time times tool training transaction "
        "transactions transfer transition treatment trust type types update updates upload urgent usage user users "
        "value values vendor vendors wait waiting weekly work workflow workflows working year yearly year "
        "behavioral cardiology oncology orthopedic pediatric primary radiology university wellness welfare community "
        "eob eobs era edi npp phi pii ssn mrn dob sop sops sla slas hr qa it ehr emr ivr baa cms hhs ocr soc dlp mfa vpn "
        "aetna anthem bcbs centene cigna elevance humana kaiser molina optum tricare unitedhealthcare wellcare epic cerner "
        "availity waystar monday tuesday wednesday thursday friday saturday sunday january february march april june "
        "july august september october november december north south east west northern southern eastern western "
        "manila cebu texas florida california arizona philippines india mexico colombia american americans america",
    )
)
