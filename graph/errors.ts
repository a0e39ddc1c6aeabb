/** What a code means, what usually caused it in a plant, and what to do. `docs/errors.md` is generated from this list. */
export interface ErrorText {
  readonly meaning: string;
  readonly cause: string;
  readonly remedy: string;
}

/** Every code that the service can give, in alphabetical order. */
export const errors = {
  ACT_KEY_REUSED: {
    meaning: 'Another act was done under this key before.',
    cause: 'A program gives each of its acts the same key, or makes keys from something that is not unique.',
    remedy:
      'Give each act a key of its own, such as a random one, and send the same key again only to ask for the same.',
  },
  ACT_REFUSED: {
    meaning: 'The one who asks may not change anything.',
    cause: 'A reader with a limited view, or a request that no person stands behind.',
    remedy: 'Have somebody do it who may see and decide everything.',
  },
  AMBIGUOUS_OBJECT: {
    meaning: 'Several known things bear the name that was given.',
    cause: 'A lot number used for several materials or sites, or a barcode whose separators the scanner dropped.',
    remedy: 'Choose one of the readings and ask again with its id, or name material, issuer or site too.',
  },
  ANSWER_GONE: {
    meaning: 'No answer is known under this id.',
    cause:
      'The id is from another server or data folder, was cut when it was copied, or its data was rebuilt under other rules.',
    remedy: 'Ask the question again; the new answer carries its own id.',
  },
  BAD_CURSOR: {
    meaning: 'The cursor does not belong to this list.',
    cause: 'A cursor was kept from another answer or another filter, or was changed on the way.',
    remedy: 'Start the list again without `after`, with the same filter throughout.',
  },
  BAD_USER_INPUT: {
    meaning: 'A variable or argument of the query is not what the schema says.',
    cause: 'A number where a text belongs, a time without zone, a page size out of bounds.',
    remedy: 'Compare the variables with the schema: GraphiQL shows it beside the query.',
  },
  BALANCE: {
    meaning:
      'What a source delivered is not what was stored and counted as repeated, or what was stored has no outcome.',
    cause: 'A defect of this software.',
    remedy: 'Keep the data folder and report it; answers say gapped meanwhile.',
  },
  BATCH_ORDER: {
    meaning: 'Events were given to the writer out of ledger order, or beyond the watermark they come with.',
    cause: 'A defect in the pipeline: positions were mixed between two batches.',
    remedy: 'Report it with the log; nothing of the batch was written.',
  },
  BIND_REFUSED: {
    meaning: 'The server was told to listen beyond this machine.',
    cause:
      'A host other than loopback in the configuration. Whoever reaches the port sees everything, since this version has no accounts.',
    remedy: 'Set server.host to 127.0.0.1, ::1 or localhost.',
  },
  BLOB_RANGE: {
    meaning: 'A record points outside the blob that it was cut from.',
    cause: 'The file was framed from other bytes than were kept, or grew while it was read.',
    remedy: 'Keep the whole file first and cut rows from the same bytes.',
  },
  BLOB_UNKNOWN: {
    meaning: 'A record points into a blob that is not there or not whole.',
    cause: 'The blob was not kept before its records, or files were removed from the blobs folder of the ledger.',
    remedy:
      'Keep the blob before the records that point into it; bring lost files of the blobs folder back from the backup.',
  },
  CANONICAL_JSON: {
    meaning: 'A value has no canonical JSON form, so nothing can be hashed or compared by it.',
    cause: 'A decoder handed on a fraction, an unsafe integer, a lone surrogate or something that is not JSON.',
    remedy: 'Keep decimals as text; refuse broken text where the bytes are decoded.',
  },
  CAPTURE_BUSY: {
    meaning: 'More is being captured than the disk takes at the moment.',
    cause: 'A burst of large documents, or a slow disk.',
    remedy: 'Send it again after the time that Retry-After states; nothing of it was kept.',
  },
  CAPTURE_CLOCK: {
    meaning: 'The time a capture states is more than five minutes off.',
    cause: "The sender's clock is wrong, or an old message was sent again.",
    remedy: 'Correct the clock; leave the header out if the sender has none.',
  },
  CAPTURE_FOREIGN_SOURCE: {
    meaning: 'The key of the request belongs to another source.',
    cause: 'A sender was given the address of another one, or its key was copied there.',
    remedy: 'Post to the source that the key was made for, or make a key for this one: `whence key`.',
  },
  CAPTURE_HEADER: {
    meaning: 'A header of a capture cannot be understood.',
    cause: 'A misspelt value.',
    remedy:
      'Use rollback or proceed for GS1-Capture-Error-Behaviour, and a printable text of at most 200 characters for Idempotency-Key.',
  },
  CAPTURE_KEY: {
    meaning: 'The source takes nothing without a key, and the request carries none that is valid.',
    cause:
      'The sender has no key, its key has expired or was taken out of the configuration, or the header was dropped on the way.',
    remedy:
      'Send `Authorization: Bearer` with the key. `whence key` makes a new one; its SHA-256 goes into the configuration of the source.',
  },
  CAPTURE_SIGNATURE: {
    meaning: 'The signature of the request is not that of its content.',
    cause: 'The sender signs with another secret or other text, or the request was changed on the way.',
    remedy:
      'Compare with the recipe in the page of the capture connector: time, source, key of the document and body, in this order.',
  },
  CAPTURE_SOURCE: {
    meaning: 'A capture names no source that may be captured to.',
    cause: 'A misspelt name, or a source that comes in by another way.',
    remedy:
      'Use the name of a source with connector capture; for EPCIS name it in the header Whence-Source where there are several.',
  },
  CAPTURE_TOO_LARGE: {
    meaning: 'A captured document is larger than 16 MiB, or has more than 10,000 records.',
    cause: "A year's export was posted in one piece.",
    remedy: 'Send it in parts, or as a file.',
  },
  CLASS_ONLY: {
    meaning: 'A consumption names a material but no lot or serial.',
    cause: 'A backflushed or untracked component.',
    remedy: 'Have the source record the lot; until then traces through this consumption end in a gap that says so.',
  },
  COLUMN_MISSING: {
    meaning: "A column that the mapping reads is not in the file's header.",
    cause: 'The export was changed, or a column was renamed.',
    remedy: 'Restore the column, or approve a plan that reads the new header; the records wait until then.',
  },
  COLUMN_TYPE: {
    meaning: 'A column that has always held numbers holds a text.',
    cause: 'The export was changed, columns were shifted, or somebody types into a field that a machine had filled.',
    remedy: 'Look at the record: what the plan makes of it may be right. Nothing is held for it.',
  },
  COLUMN_UNKNOWN: {
    meaning: 'The file has a column that the plan does not know.',
    cause: 'The export was extended.',
    remedy: 'Look whether it says something worth mapping; nothing is lost meanwhile.',
  },
  CONFIG_INVALID: {
    meaning: 'The configuration cannot be used as it stands.',
    cause: 'A value of the wrong kind, or a file that is not there.',
    remedy: 'Correct what the message names; `whence config schema` prints everything that can be set.',
  },
  CONFIG_SYNTAX: {
    meaning: 'The configuration file is not YAML as it is written here.',
    cause: 'A tab, a wrong indent, an unclosed quote or an anchor.',
    remedy: 'Correct the line that the message names.',
  },
  CONFIG_UNKNOWN_KEY: {
    meaning: 'A setting has a name that nothing reads.',
    cause: 'A misspelt key, or a key of another version.',
    remedy: 'Correct or remove it; `whence config schema` prints everything that can be set.',
  },
  CONNECTOR_STALLED: {
    meaning: 'A connector gave no sign of life for three times its keep-alive and was started anew.',
    cause: 'The network or the other side hangs without closing the connection.',
    remedy: 'Look at the network between them; a gap is stated where the protocol lost something.',
  },
  CONTROL_UNKNOWN: {
    meaning: 'A control record has a content type that this version does not know.',
    cause: 'The ledger was written by a newer version.',
    remedy: 'Run the version that wrote it, or a newer one.',
  },
  CONTROL_UNREADABLE: {
    meaning: 'A control record cannot be read.',
    cause: 'It was written by other means than this service.',
    remedy: 'Look at the record; land the configuration again.',
  },
  CSV_BLOCK: {
    meaning: 'A result file has no header block of names and values followed by a table, as its layout says.',
    cause: 'A title line, a changed first column of the table, or an export that was cut off.',
    remedy: 'Compare the file with the layout in the plan: where the table starts, what separates names from values.',
  },
  CSV_COLUMNS: {
    meaning: 'A row has another number of fields than its header has columns.',
    cause:
      'The delimiter occurs inside an unquoted field, a line was cut off, or a column was added in the middle of a file.',
    remedy:
      'Correct the row at its source, or have the source quote its texts; declare the delimiter that the file really uses.',
  },
  CSV_HEADER: {
    meaning: 'The header row names a column twice, not at all, or in a way that cannot be used.',
    cause: 'The export was changed by hand, or the plan points to another row than the header.',
    remedy: 'Name the header row in the plan, or give the columns there.',
  },
  CSV_QUOTE: {
    meaning:
      'A quoted field is not closed, or goes on after its closing quote, or a quote stands inside an unquoted field.',
    cause: 'Inch marks and names in quotes, written by a source that does not quote its fields at all.',
    remedy: 'Declare quote: none if the source never quotes; else have it double the quotes inside quoted fields.',
  },
  DATA_EMPTY: {
    meaning: 'There is no ledger in the data folder.',
    cause: 'The folder is another one than was meant, or nothing was ever taken in.',
    remedy: 'Name the folder with --data, or fill it: `whence start` or `whence demo`.',
  },
  DATA_IN_USE: {
    meaning: 'Another process works on the data folder.',
    cause: 'A service or a command runs there and offers no address, or it is just starting or ending.',
    remedy: 'Wait until it has ended, or name its address with --server.',
  },
  DECIMAL_UNREADABLE: {
    meaning: 'A text is not a decimal number of reasonable length.',
    cause:
      'A thousands separator, another decimal mark, a unit in the same field, or a code such as "n.d." for not determined.',
    remedy: 'Name the decimal mark and the grouping in the mapping, or map the code to absent.',
  },
  DISK_FULL: {
    meaning: 'The volume of the data folder is nearly full, so nothing more is taken in.',
    cause: 'A source that floods, old backups, or a volume that is too small.',
    remedy: 'Make room on the volume; intake resumes by itself.',
  },
  DISK_LOW: {
    meaning: 'The volume of the data folder is more than 70 % full.',
    cause: 'The ledger grows, or something else on the volume does.',
    remedy: 'Plan more room; at 90 % intake stops.',
  },
  ENCODING_CONFLICT: {
    meaning: 'A document says that it has another encoding than its bytes show.',
    cause: 'It was converted on its way and its first line was not.',
    remedy: 'Declare the real encoding in the plan; it goes before what the document says.',
  },
  ENCODING_INVALID: {
    meaning: 'Bytes are not text in the declared encoding.',
    cause: 'The source writes another encoding, or the file was converted twice.',
    remedy: 'Declare the encoding that the source really writes; an export from Windows is often windows-1252.',
  },
  EPCIS_CONTEXT: {
    meaning: 'An EPCIS event comes without a JSON-LD context, so its words have no meaning.',
    cause: 'The event was cut out of its document, or the sender leaves @context out.',
    remedy: 'Have the sender add @context with the EPCIS context and the namespaces of its extensions.',
  },
  EPCIS_FIELD_INVALID: {
    meaning: 'A field of an EPCIS event has a value that the standard does not allow.',
    cause: 'A time without a zone, a text where a number or a URI belongs, or an action that does not exist.',
    remedy: 'Correct the event at its sender and send it again.',
  },
  EPCIS_FIELD_MISSING: {
    meaning: 'An EPCIS event lacks a field that its type and action require.',
    cause: 'The sender did not know the value, or leaves out what it takes for granted.',
    remedy: 'Have the sender add the field; the event means nothing certain without it.',
  },
  EPCIS_FIELD_UNKNOWN: {
    meaning: 'An EPCIS event has a field that its type does not have and that belongs to no namespace.',
    cause: 'A mistyped name, a field of another event type, or an extension without its prefix.',
    remedy: 'Correct the name, or give the extension a prefix that @context declares.',
  },
  EPCIS_NAMESPACE: {
    meaning: 'An extension of an EPCIS event uses a prefix that nothing declares.',
    cause: 'The event was cut out of its document, or the sender forgot the entry in @context.',
    remedy: 'Have the sender declare the prefix in @context.',
  },
  EPCIS_ORDER: {
    meaning: 'The fields of an EPCIS event in XML stand in an order that is not read.',
    cause: 'The sender builds its XML without the schema, or from a table of names.',
    remedy: 'Have the sender write the fields in the order of the schema, eventTime first.',
  },
  EPCIS_PARTS_UNNAMED: {
    meaning: 'An EPCIS association removes parts of an assembly without saying which.',
    cause: 'A sender that empties an assembly: DELETE without children means all of them.',
    remedy:
      'Have the sender name the parts. Until then they count as installed: a trace then reaches too much, never too little.',
  },
  EPCIS_QUERY: {
    meaning: 'A query definition asks for something that EPCIS queries do not have.',
    cause: 'A mistyped parameter, a value that its field cannot have, or a query without a name.',
    remedy: 'Correct the query. It states no event, so nothing is missing in the graph.',
  },
  EPCIS_SYNTAX: {
    meaning: 'An EPCIS document is in the other syntax than its source declares.',
    cause: 'The sender changed from XML to JSON or back, or both send into one folder or under one content type.',
    remedy:
      'Give each syntax a source of its own: reader epcis@1 for JSON, epcis-xml@1 for XML; over HTTP send the right content type.',
  },
  EPCIS_TYPE: {
    meaning: 'An EPCIS event has a type that does not exist.',
    cause: 'A mistyped type, or an event of a later version of the standard.',
    remedy: 'Use ObjectEvent, AggregationEvent, TransactionEvent, TransformationEvent or AssociationEvent.',
  },
  EPCIS_UNMAPPED: {
    meaning: 'An EPCIS event says something that has no canonical form yet.',
    cause: 'An event about nothing that has a key.',
    remedy:
      'Have the sender name what the event is about; the record is kept and will be read by a later version that can.',
  },
  EPCIS_VOCABULARY: {
    meaning: 'A bare word in an EPCIS event is not in the Core Business Vocabulary.',
    cause: "A company's own step or disposition written like a standard one.",
    remedy: "Use the standard word, or write the company's own as a full URI.",
  },
  EVENT_FIELD: {
    meaning: "A field of an event is missing, unknown or of a form that the verb's schema does not allow.",
    cause: 'The mapping writes to a misspelt field, or a source value has an unexpected form.',
    remedy: "Compare the field with the verb's page in docs/events.md and correct the mapping or the record.",
  },
  EVENT_RULE: {
    meaning: 'An event is well formed, but contradicts itself.',
    cause:
      'Two columns were swapped, a list is empty where one entry is needed, or a rule of the mapping is incomplete.',
    remedy:
      'Compare the record with the rules of the verb in docs/events.md; correct the mapping, or the record at its source.',
  },
  EVENT_VERB: {
    meaning: 'An event has a verb that is not in the vocabulary.',
    cause: 'A misspelt verb in a mapping, or a plan written for a later version.',
    remedy: 'Use one of the verbs that docs/events.md lists.',
  },
  EXAMPLE_FAILED: {
    meaning: 'The files of the example plant could not be written.',
    cause: 'The disk is full, the folder may not be written to, or too small a plant was asked for.',
    remedy: 'Make room, name another folder with --data, or ask for as many units as it needs.',
  },
  FENCED: {
    meaning: 'Another writer has taken over; this one may not write any more.',
    cause: 'A second service was started on the same data folder, or this one was paused for long.',
    remedy: 'Stop one of the two; the newer one goes on, and nothing was written twice.',
  },
  FILE_CHANGED: {
    meaning: 'A file that was taken in has other content under the same name.',
    cause: 'The source writes its export under the same name each time.',
    remedy: 'Nothing is lost: both contents are kept. Archive files after they are taken, or declare rewrites.',
  },
  FILE_LINK: {
    meaning: 'A file is a link, or lies outside the folder of its source.',
    cause: 'A link was put into the folder.',
    remedy: 'Put the file itself there; links are never followed.',
  },
  FILE_SHRUNK: {
    meaning: 'A file that was taken in is now shorter than it was.',
    cause: 'Somebody edited or replaced it, or the share lost data.',
    remedy: 'Compare it with what was kept; declare rewrites for the source if it writes its files anew each time.',
  },
  FILE_TOO_LARGE: {
    meaning: 'A file is larger than may be read.',
    cause: 'A dump or a log was put into the folder, or a file that should have been split.',
    remedy: 'Split the file, or raise the limit of the source.',
  },
  FIXED_COLUMNS: {
    meaning: 'The columns that a plan declares for records of fixed width contradict each other.',
    cause: 'A column copied with its old name or numbers, or a record length that is shorter than its columns.',
    remedy: "Compare the plan's decode part with the source's description of its records.",
  },
  FIXED_LENGTH: {
    meaning: 'A record of fixed width is shorter or longer than its layout.',
    cause:
      'A file that was cut off, a new column at the end, a wrong encoding, or spaces at the end that were dropped on the way.',
    remedy: 'Compare the record with the layout. Where the source drops spaces at the end, declare short: pad.',
  },
  FIXED_TYPE: {
    meaning: 'A record of fixed width begins like none of the kinds that the plan knows.',
    cause: 'A kind of record that is new at the source, or a file of another program in the same folder.',
    remedy: 'Add the kind to the records of the plan; a rule may then ignore it with its reason.',
  },
  FLOW_KEY: {
    meaning: 'A node of the flow index has a key that is no object key.',
    cause: 'Changes were fed to the index that no projection made.',
    remedy: 'Rebuild the projections; if it stays, report it: a key is always made by objectKey.',
  },
  FLOW_TOO_MANY_ORIGINS: {
    meaning:
      'The statements of the graph come from more combinations of source, view and site than the flow index can name.',
    cause: "A plan writes a record's own text into `site` or `view`, so that each record makes a new one.",
    remedy: 'Map `site` and `view` to the few names that the plant uses.',
  },
  FLOW_TOO_MANY_ROLES: {
    meaning: 'Edges play more roles in their events than the flow index can name.',
    cause: 'A new projection makes the role from data instead of naming it.',
    remedy: 'Give edges of a projection a fixed role and an ordinal.',
  },
  FOREIGN_HOST: {
    meaning: 'The request names a host that this server is not.',
    cause:
      'A page on the internet points a name of its own at this machine (DNS rebinding), or a proxy passes its own name on.',
    remedy: 'Open the address that `whence start` prints: localhost or 127.0.0.1 with its port.',
  },
  FOREIGN_ORIGIN: {
    meaning: 'The request comes from a page of another origin.',
    cause: 'A web page elsewhere tries to reach this server through your browser.',
    remedy: 'Use the pages of this server, or a program that sends no Origin.',
  },
  FORMAT_NAME: {
    meaning: 'A field has a name that no record may use.',
    cause: 'An attack, or a test of one: __proto__, constructor and prototype reach into the program in many systems.',
    remedy: 'Rename the field at its source.',
  },
  FORMAT_NUL: {
    meaning: 'A text holds the character NUL.',
    cause: 'A binary file, UTF-16 read as another encoding, or a file whose space was reserved and never written.',
    remedy: 'Declare the encoding, or wait until the source has written the file.',
  },
  FORMAT_RECORDS: {
    meaning: 'The place where the records should be is not in the document, or holds something else.',
    cause: 'Another kind of document in the same folder, or a changed structure.',
    remedy: 'Compare the document with the path in the plan.',
  },
  FORMAT_TOO_DEEP: {
    meaning: 'A document nests deeper than any real one does.',
    cause: 'An attack, or a program that wraps its own output again and again.',
    remedy: 'Correct the source; the limit is 64 levels.',
  },
  FORMAT_TOO_LARGE: {
    meaning: 'A record or document is larger than its format allows.',
    cause: 'An open quote that swallows the file, or several files joined.',
    remedy: 'Correct the source, or have it write smaller documents.',
  },
  FORMAT_TOO_MANY: {
    meaning: 'A document holds more records than the plan allows.',
    cause: 'A whole history in one file.',
    remedy: 'Split the file, or raise the number of records in the plan.',
  },
  GRAPHQL_PARSE_FAILED: {
    meaning: 'The query is no GraphQL document, or has more than 2,000 tokens.',
    cause: 'A bracket is missing, or a program put a list of things into the text instead of a variable.',
    remedy: 'Correct the text at the place the message names; pass lists as variables.',
  },
  GRAPHQL_VALIDATION_FAILED: {
    meaning: 'The query asks for something that the schema does not have.',
    cause: 'A misspelt field, a missing argument, or a query written for another version.',
    remedy: 'Compare with queries/schema.graphql, or let GraphiQL complete it.',
  },
  GRAPH_OF_ANOTHER_LEDGER: {
    meaning: 'The database holds the graph of another ledger.',
    cause: 'Two services were given one database, or the data folder was replaced and the database was not.',
    remedy: 'Name an empty database in `store`; or, if the other graph is not needed, `whence rebuild` replaces it.',
  },
  GRAPH_READ_ONLY: {
    meaning: 'The graph was opened for reading and was asked to write.',
    cause: 'A defect: only the pipeline writes the graph.',
    remedy: 'Report it with the log; nothing was written.',
  },
  GRAPH_VERSION: {
    meaning: 'The graph file was written by another version of Whence.',
    cause: 'The service was updated, or an older one was started on newer data.',
    remedy: 'Run `whence rebuild`: the graph is made anew from the ledger.',
  },
  GS1_CHECK_DIGIT: {
    meaning: 'A GS1 key does not end in the check digit that its other digits require.',
    cause: 'A mistyped or misread digit, or a number that was never a GS1 key.',
    remedy: 'Compare with the label; correct the record at its source, or map the field by a local scheme.',
  },
  GS1_NOT_A_KEY: {
    meaning: 'A text is neither an EPC URI, nor a GS1 Digital Link, nor an element string that names one object.',
    cause: 'A company-internal number in a field meant for GS1 keys, or a pattern that stands for many classes.',
    remedy: 'Map the field by a local scheme, or as a plain URI.',
  },
  GS1_VALUE: {
    meaning: 'A part of a GS1 key has a length or a character that the GS1 General Specifications do not allow.',
    cause:
      'A truncated field, a lost separator between two elements, or a serial number longer than twenty characters.',
    remedy: 'Compare with the label; set the scanner to send the separator (FNC1 as ASCII 29).',
  },
  IDENTITY_GUESSED: {
    meaning: 'A number looks like another one, as O looks like 0.',
    cause: 'It was typed or read by eye.',
    remedy:
      'Decide it: `whence identify A B --reason …`, with `--not` if they are two things. Until then both are walked as possible.',
  },
  ID_CHECK_DIGIT: {
    meaning: 'An identifier does not end in the check digit that its scheme requires.',
    cause: 'A mistyped or misread digit.',
    remedy: 'Correct the record at its source; drop the check from the scheme only if the issuer does not use it.',
  },
  ID_EMPTY: {
    meaning: 'Nothing is left of an identifier once its scheme has normalised it.',
    cause: 'A blank field, or a filler such as zeros or dashes.',
    remedy: 'Make the field optional in the mapping and list the filler under absent-if.',
  },
  ID_KIND: {
    meaning: 'A GS1 key names another kind of thing than its scheme expects.',
    cause: 'A pallet label was scanned where a unit was asked for, or the other way round.',
    remedy: 'Use the scheme for that kind, or take the kind from the key itself.',
  },
  ID_NEEDS_MATERIAL: {
    meaning: 'The scheme numbers within a material, and the record names none.',
    cause: 'The material is in another column, on the order, or only in master data.',
    remedy: 'Give the identifier its material in the mapping; without it, map to a scheme whose numbers stand alone.',
  },
  ID_NEEDS_SITE: {
    meaning: 'The scheme numbers within a site, and the record names none.',
    cause: 'Several plants share one system and each counts for itself.',
    remedy: 'Give the identifier its site in the mapping, from a field or as a constant of the source.',
  },
  ID_PATTERN: {
    meaning: 'An identifier does not have the form that its scheme prescribes.',
    cause: 'Two numbers in one field, a comment in the field, or a new number range.',
    remedy: 'Split the field in the mapping, or widen the pattern in a new version of the scheme.',
  },
  ID_RULE: {
    meaning: 'An identifier scheme is declared in a way that cannot work.',
    cause: 'A pattern without an engine to match it, or a padding that is no length.',
    remedy: 'Correct the scheme at the stated place.',
  },
  INDEX_WARMING: {
    meaning: 'The flow index is still being filled; answers come from the store meanwhile, slower and the same.',
    cause: 'The service has just started without a snapshot of its index.',
    remedy: 'Wait; `whence doctor` shows how far it is.',
  },
  INTERNAL: {
    meaning: 'Something went wrong in our house.',
    cause: 'A defect, or a disk or memory that failed. The log has the incident with its id.',
    remedy: 'Repeat the question; if it happens again, report the incident id.',
  },
  JSON_DUPLICATE: {
    meaning: 'An object names the same member twice.',
    cause: 'The sender puts its text together by hand.',
    remedy: 'Correct the sender; nobody can say which of the two is meant.',
  },
  JSON_SURROGATE: {
    meaning: 'A text escapes half of a character.',
    cause: 'The sender cut a text in the middle of a character.',
    remedy: 'Correct the sender; the text cannot be stored anywhere else either.',
  },
  JSON_SYNTAX: {
    meaning: 'A text is not JSON.',
    cause: 'A message that was cut off, a comment, a trailing comma, or a sender that puts its text together by hand.',
    remedy: 'Correct the sender; compare the stated place.',
  },
  KEY_REUSED: {
    meaning: 'Two records of one key say different things.',
    cause: 'A number range that started again, or a correction sent under the old number.',
    remedy: 'Declare a revision in the plan if the later one replaces the earlier; else have the source number anew.',
  },
  LEDGER_ENGINE: {
    meaning:
      'The ledger is not opened, because the database engine or one of its settings cannot keep the promise that what is acknowledged survives.',
    cause:
      'Another Node than the packaged one, a newer ledger than this version knows, or a file system without shared memory.',
    remedy: 'Start with the packaged Node and the version that wrote the ledger, with the data folder on a local disk.',
  },
  LEDGER_FILESYSTEM: {
    meaning: 'The ledger is not opened on a network file system, whose locks do not hold.',
    cause: 'The data folder lies on a share.',
    remedy: 'Put the data folder on a local disk; copy backups to the share.',
  },
  LEDGER_FULL: {
    meaning: 'The disk is full: nothing was kept, and the source was not told otherwise.',
    cause: 'The volume or the quota of the data folder is used up.',
    remedy: 'Make room; intake goes on by itself, and sources send again what was not acknowledged.',
  },
  LEDGER_IO: {
    meaning: 'The ledger could not be written or read; what was not acknowledged is sent again by its source.',
    cause: 'A failing disk, a file system that went read-only, or a ledger that was closed.',
    remedy: 'Look at the system log of the machine; restore the ledger to another disk if its check finds damage.',
  },
  LOOKUP_MISS: {
    meaning: 'A value is not in the table it is looked up in.',
    cause: 'A new code in the source.',
    remedy: 'Add the code to the table; the waiting records are then read again.',
  },
  LOOKUP_TABLE: {
    meaning: 'A lookup table cannot be used.',
    cause: 'A row with a missing key, two rows for one key at one time, or an unknown column.',
    remedy: 'Correct the table at the stated line.',
  },
  MAP_BUDGET: {
    meaning: 'A record needs more steps than a mapping may take.',
    cause: 'A list of hundreds of thousands of items inside one record.',
    remedy: 'Split the record in the source or frame it into smaller ones.',
  },
  MAP_CONDITION: {
    meaning: 'A condition could not be decided for this record.',
    cause: 'A field that the condition names is absent.',
    remedy: 'Guard the field with has() where it may be absent.',
  },
  MAP_PATTERN: {
    meaning: 'A text does not have the form that the mapping expects.',
    cause: 'The source changed its numbering, or two things share one field.',
    remedy: 'Widen the pattern, or split the field.',
  },
  MAP_REQUIRED: {
    meaning: 'A field that the mapping requires is absent from the record.',
    cause: 'The source dropped or renamed a column, or the mapping reads another version of the format.',
    remedy:
      'Compare the record with the mapping at the stated path; mark the field optional only if the event is true without it.',
  },
  MAP_SEVERAL: {
    meaning: 'Several values were found where the event has room for one.',
    cause: 'An element that used to come once now comes several times.',
    remedy: 'Choose one with first, last or only, or write the field with for each.',
  },
  MAP_TOO_LONG: {
    meaning: 'A field is longer than 64 KiB.',
    cause: 'A document or an image inside a text field.',
    remedy: 'Map its digest with sha256, or leave it to the kept record.',
  },
  MAP_TOO_MANY: {
    meaning: 'A record gives more than 10,000 events.',
    cause: 'A whole file was framed as one record.',
    remedy: 'Frame the records of the file one by one.',
  },
  MAP_TYPE: {
    meaning: 'A value has another type than the function or field needs.',
    cause: 'A group of fields was mapped where a single one is meant, or a text where a yes or no is needed.',
    remedy: 'Compare the record with the mapping at the stated path.',
  },
  MATCH_NONE: {
    meaning: 'No rule of the plan fits the record.',
    cause: 'A record type that the plan does not speak of yet.',
    remedy: 'Add a match rule; ignore the type with a reason if it says nothing of interest.',
  },
  NOT_READY: {
    meaning: 'The service is starting and cannot answer yet.',
    cause: 'The question came before ledger and store were open.',
    remedy: 'Ask again in a few seconds; /readyz says when.',
  },
  NOT_YET_APPLIED: {
    meaning: 'The ledger position asked for is later than what the graph knows.',
    cause: 'Records were taken in a moment ago and are being read, or the position is from another server.',
    remedy: 'Ask again in a moment, or leave the position out to ask at the newest one.',
  },
  PERSON_KEY_BROKEN: {
    meaning: 'The key of pseudonyms is not 32 bytes.',
    cause: 'The file person.key was edited, or copied as text.',
    remedy: 'Put person.key back from the backup of the data folder.',
  },
  PERSON_KEY_MISSING: {
    meaning: 'Records were read under a key of pseudonyms that is not there any more.',
    cause:
      'The file person.key was deleted, to erase who the pseudonyms are or by mistake, or not restored with the folder.',
    remedy:
      'Put person.key back from the backup. If it was deleted to erase: write 32 random bytes to it, and later records get new pseudonyms.',
  },
  PLAN_COLLISION: {
    meaning: 'Two rows of master data have different numbers, and the schemes of the plan take them for one thing.',
    cause: 'A step or a pattern drops what tells the two apart: leading zeros, a dash, a suffix.',
    remedy:
      'Keep in schemes.yaml what tells them apart. If the two rows are one thing, have its owner remove one of them.',
  },
  PLAN_CONDITION: {
    meaning: 'A condition of a plan is not valid CEL, or uses what is not allowed.',
    cause: 'A missing bracket, a single =, matches(), or a deeply nested macro.',
    remedy: 'Correct the expression; test patterns with re(text, pattern).',
  },
  PLAN_EXAMPLE: {
    meaning: 'An example of a plan does not give what it states, or a rule has no example.',
    cause: 'The plan was changed and its examples were not, or the other way round.',
    remedy: 'Correct whichever of the two is wrong; the message shows both.',
  },
  PLAN_FUNCTION: {
    meaning: 'A function of a pipe is not known, or its arguments are wrong.',
    cause: 'A misspelt name, or an argument that belongs to another function.',
    remedy: 'Look the function up in docs/mapping/reference.md.',
  },
  PLAN_INVALID: {
    meaning: 'A part of a mapping plan is missing, or has the wrong form.',
    cause: 'An unfinished edit, or a form that belongs elsewhere in the plan.',
    remedy: 'Write the part as docs/mapping/reference.md shows it.',
  },
  PLAN_NAME_UNKNOWN: {
    meaning: 'A plan names something that is not declared.',
    cause: 'A misspelt name of an instant, identifier rule, table or match, or a file that is not listed under uses.',
    remedy: 'Declare it, or correct the name.',
  },
  PLAN_NONE: {
    meaning: 'A record came from a source for which no plan is in effect.',
    cause: 'The source was configured without a plan, or its plan has faults.',
    remedy: 'Give the source a plan; the waiting records are then read.',
  },
  PLAN_NOT_PROPOSED: {
    meaning: 'The version of the plan that was to be approved is not the one that was proposed last.',
    cause: 'The plan, a table or a scheme that it uses was edited after it was proposed, or nobody proposed it.',
    remedy: 'Propose the version as it is now (whence map propose), then let another person approve it.',
  },
  PLAN_PIPE: {
    meaning: 'A pipe cannot be read.',
    cause: 'A missing quote or bracket, or a function name with a typing error.',
    remedy: 'Write it as path | function(arguments) | …, texts in single quotes.',
  },
  PLAN_REKEY: {
    meaning: 'The plan makes the keys of its records in another way than the version before it.',
    cause: 'The key or the namespace of the plan was edited.',
    remedy:
      'Put the former key back; or, if records are to be known by other keys from now on, say rekey: true in the plan and approve it with --last all, so that what was said under the former keys is taken back.',
  },
  PLAN_SYNTAX: {
    meaning: 'A mapping plan is not readable YAML or JSON.',
    cause: 'A tab, an unclosed quote or bracket, an anchor, or a key written twice.',
    remedy: 'Correct the file at the stated line.',
  },
  PLAN_UNKNOWN_KEY: {
    meaning: 'A mapping plan has a key that the language does not know.',
    cause: 'A misspelt name, or a field of another verb.',
    remedy: 'Use one of the names that the message lists.',
  },
  PORT_IN_USE: {
    meaning: 'The port that the server should listen on is taken.',
    cause: 'Another program, or another Whence, listens there.',
    remedy: 'End it, or choose another port with --port; 0 takes a free one.',
  },
  POSITION_REUSED: {
    meaning: 'A source gave other bytes under a position that was known already.',
    cause: 'The source was restored, or numbers its messages anew.',
    remedy: 'Both are kept. Ask whether the later one corrects the earlier.',
  },
  QUERY_TOO_EXPENSIVE: {
    meaning: 'The query would cost more than one request may.',
    cause: 'Large pages inside large pages, or many questions in one document.',
    remedy:
      'Ask for smaller pages (`first`), fewer fields, or several requests; the message says which limit was passed.',
  },
  REASON_REQUIRED: {
    meaning: 'An act needs a reason.',
    cause: 'It was left out, is blank, or is longer than a reason should be.',
    remedy: 'Say in a sentence why; it stands in the audit trail beside who did it and when.',
  },
  REPLAY_TOO_LARGE: {
    meaning: 'More records would be read anew at one position of the ledger than one transaction may hold.',
    cause: 'A source with a long history and --last all.',
    remedy: 'Name how many of the latest records with --last.',
  },
  REPLAY_UNREADABLE: {
    meaning:
      'A newer version of the plan cannot read a record that an older one could; what that one said still holds.',
    cause:
      'The new version was written for a newer layout of the file, or a code left a table that old records still use.',
    remedy:
      'Let the plan read both layouts by a match for each, keep codes in tables with from and to, and approve anew.',
  },
  ROLLBACK: {
    meaning: 'The ledger knows less than, or something else than, it did when it was last seen.',
    cause: 'An older copy was put in its place, or its newest part was lost with the disk.',
    remedy: 'Bring the newest ledger back; if it is lost, remove ledger.head knowingly and read the sources again.',
  },
  ROW_VANISHED: {
    meaning: 'A row that was taken in is no longer in its file, while the rows around it are.',
    cause: 'Somebody took it out at the source, a query of the export left it out, or two writers share the file.',
    remedy:
      'Ask the owner of the source. If it was withdrawn, state a correction of its event; then waive this entry with the reason. What it stated stands until then.',
  },
  RULES_NEED_REASON: {
    meaning: 'Rules narrower than the conservative ones need a name and a reason.',
    cause: 'A question leaves something out without saying why.',
    remedy: 'Give `name` and `reason` with the rules, or leave the rules out.',
  },
  SECRET_MISSING: {
    meaning: 'A password or a key is not where the configuration says.',
    cause: 'The variable is not set for this service, or the file was moved or cannot be read by its user.',
    remedy: 'Set the variable or put the file there. The next attempt reads it; no restart is needed.',
  },
  SELF_APPROVAL: {
    meaning: 'In a regulated ledger nobody approves a version of a plan that he brought himself.',
    cause: 'Author and approver are one person, by their names at login.',
    remedy: 'Let another person look at the replay diff and approve.',
  },
  SERVER_UNREACHABLE: {
    meaning: 'No Whence answers under that address.',
    cause: 'The service is not running, or the address is another one.',
    remedy: 'Start it with `whence start`, or leave --server out to open the data folder itself.',
  },
  SFTP_HOST_KEY: {
    meaning: 'The server is not the one whose key is pinned.',
    cause: 'Its host key was renewed, the name leads to another machine, or somebody is in between.',
    remedy:
      'Compare with the fingerprint that the owner of the server tells you by another way, and only then change hostKey.',
  },
  SFTP_LOGIN: {
    meaning: 'The server refuses the user.',
    cause: 'A wrong or expired password, a key that is not in its authorized keys, a locked account.',
    remedy:
      'Check user and key with the owner of the server; failed attempts are spread out so that no account is locked by them.',
  },
  SOURCE_CONFIG: {
    meaning: 'The configuration of a source is not as it should be.',
    cause: 'A misspelt name, or a connector that needs other settings.',
    remedy: 'Correct the section at the stated place.',
  },
  SOURCE_DOWN: {
    meaning: 'A source cannot be reached, or is silent where it should answer.',
    cause: 'The network, the machine or the service of the source is away, or it refuses us.',
    remedy:
      'See `/readyz` for the source and its last error, and try it with `whence doctor`; taking in goes on by itself as soon as it is back.',
  },
  SOURCE_UNREACHABLE: {
    meaning: 'The connection to a source could not be made, or broke.',
    cause: 'The machine is off, a firewall is in between, the network was cut, or the address is wrong.',
    remedy:
      'Nothing is lost: it is tried again by itself and goes on where it stopped. Check host and port if it never worked.',
  },
  STORE_BEHIND: {
    meaning: 'The graph store has lost what it had: it stands behind what was written to it.',
    cause: 'Its database was emptied, or put back from a copy, while the service ran.',
    remedy: 'Nothing: the ledger is read again from its beginning by itself, and what is missing is written.',
  },
  STORE_HALTED: {
    meaning: 'The graph database has stopped working by itself and must be restarted.',
    cause: 'Its disk is full or failing; its own debug.log says which.',
    remedy:
      'Make room on its disk, end its process with SIGKILL (a clean stop may spoil its transaction log) and start it again; the rest follows by itself.',
  },
  STORE_KEY_LENGTH: {
    meaning: 'A number is too long for the graph database to find it by.',
    cause: 'A mapping reads a whole text, or several fields put together, as the number of a lot, unit or order.',
    remedy: 'Correct the field in the plan; the database indexes keys of up to 2,500 bytes.',
  },
  STORE_REFUSED: {
    meaning: 'The graph database does not let the service in.',
    cause: 'User, password or database name is wrong, the password was changed, or the user may not write.',
    remedy: 'Correct `store` in whence.yaml, or the file or variable that holds the password: no restart is needed.',
  },
  STORE_UNAVAILABLE: {
    meaning: 'The graph store does not answer.',
    cause: 'The database server or the way to it is down or slow, or its file is locked or gone.',
    remedy: 'Run `whence doctor`; nothing is lost: what comes in is kept, and the store catches up or is rebuilt.',
  },
  STREAM_CUT: {
    meaning: 'A stream of an answer is not whole, or was changed.',
    cause: 'The connection broke, the download was stopped, or somebody edited the file.',
    remedy: 'Fetch it again; only a stream whose trailer fits what stands before it is an answer.',
  },
  TIME_NONEXISTENT: {
    meaning: 'A local time falls into the hour that the zone skips when its clocks go forward.',
    cause: 'The clock that wrote it does not follow daylight saving, or runs in another zone than declared.',
    remedy: 'Declare the zone that the clock really follows, often UTC or a fixed offset.',
  },
  TIME_NO_ZONE: {
    meaning: 'A local time has no zone, so it is no instant.',
    cause: 'The source writes local time without an offset.',
    remedy: 'Name the zone of the source in the mapping.',
  },
  TIME_ORDER: {
    meaning: 'A time span ends before it begins.',
    cause: 'Swapped columns, a night shift without a date of its own, or two clocks that disagree.',
    remedy: 'Correct the mapping; where two clocks disagree, use one of them for both ends.',
  },
  TIME_PATTERN: {
    meaning: 'A date pattern has a letter that is not known, or does not name a whole date.',
    cause: 'A pattern was copied from another tool, where letters mean other things.',
    remedy: 'Use yyyy yy MM dd DDD HH hh a mm ss S XXX XX and quoted text.',
  },
  TIME_UNREADABLE: {
    meaning: 'A text is not a time in the expected form.',
    cause: 'Another date order, two-digit years, a filler such as 00000000, or a text in the field.',
    remedy: 'Give the pattern as the source writes it, and list the filler under absent-if.',
  },
  TIME_ZONE_UNKNOWN: {
    meaning: 'A zone is neither in the IANA time zone database nor an offset.',
    cause: 'An abbreviation such as MEZ, or a mistyped name.',
    remedy: 'Write the zone as Region/City, as UTC, or as an offset like +01:00.',
  },
  TRACE_THREAD_ENDED: {
    meaning: 'The thread that walks the graph has ended.',
    cause: 'It ran out of memory, its store could not be read, or the service is stopping.',
    remedy: 'See the log before this; a restart fills the index anew.',
  },
  TRAILER_COUNT: {
    meaning: "The number of records that the file's trailer states is not the number that came.",
    cause: 'The file was cut off, or lines were removed or doubled on the way.',
    remedy: 'Ask the source for the file again.',
  },
  UNIT_AMBIGUOUS: {
    meaning: 'A unit is written in a way that two systems of codes read differently.',
    cause: 'PAL is pallet in many ERP systems and pascal in UN/ECE Recommendation 20.',
    remedy: 'State the system of codes in the mapping, or declare the alias for the plant.',
  },
  UNIT_DIMENSION: {
    meaning: 'A quantity cannot be converted, because the two units measure different things.',
    cause: 'Pieces against kilograms, or volume against mass.',
    remedy: 'Declare a conversion factor for the material.',
  },
  UNIT_FACTOR: {
    meaning: 'Declared conversion factors of a material contradict each other at that time, or are no factors.',
    cause: 'An old factor was not ended when the new one began, or a factor is zero.',
    remedy: 'End the former factor where the new one begins.',
  },
  UNIT_KEPT: {
    meaning: 'A unit that is declared to be kept as it is cannot be.',
    cause: 'It is no UCUM code, is declared twice, or is read already, by the table or by an alias of the plant.',
    remedy: 'Write the UCUM code as it stands in UCUM, or take it out of `keep` in the file of units.',
  },
  UNIT_UNKNOWN: {
    meaning: 'A unit is not known.',
    cause:
      'A plant-specific code, a code of another system, or a UCUM code beyond the table, which `keep` in the file of units takes as it is.',
    remedy: 'Declare the alias for the plant.',
  },
  UNKNOWN_GROUP: {
    meaning: 'No records wait in this group.',
    cause: 'They were freed or waived meanwhile, or the id was cut when it was copied.',
    remedy: 'List the quarantine again: `whence quarantine list`.',
  },
  UNKNOWN_OBJECT: {
    meaning: 'Nothing is known under the name that was given.',
    cause: 'A misspelt number, a number of another system, or a record that has not come in yet.',
    remedy: 'Look at the similar numbers, search for a part of it, or look in the quarantine for records that name it.',
  },
  WORKER_LOST: {
    meaning: 'A part of the service has ended by itself, so the whole service ends.',
    cause: 'Memory or a disk failed, or a defect.',
    remedy: 'Start it again: nothing that was acknowledged is lost. If it happens again, report it with the log.',
  },
  XML_ATTRIBUTES: {
    meaning: 'An element has more attributes than any real one has.',
    cause: 'An attack, or a program that writes data as attribute names.',
    remedy: 'Correct the source; the limit is 256 attributes.',
  },
  XML_DOCTYPE: {
    meaning: 'A document has a document type declaration, which is never read.',
    cause: 'An old export, or an attack by entities.',
    remedy: 'Have the source leave the DOCTYPE out.',
  },
  XML_NAMES: {
    meaning: 'Two namespaces use the same local name in one element, or a name cannot be told apart.',
    cause: 'A document that mixes two vocabularies.',
    remedy: 'Declare a prefix for each namespace in the plan.',
  },
  XML_SYNTAX: {
    meaning: 'A document is not well-formed XML.',
    cause: 'A file that was cut off, an unescaped & or <, or a namespace prefix that nothing declares.',
    remedy: 'Correct the source; compare the stated place.',
  },
} as const satisfies Readonly<Record<string, ErrorText>>;

export type ErrorCode = keyof typeof errors;

/** An expected problem with what somebody gave us: a value, never thrown. */
export interface Problem {
  readonly code: ErrorCode;
  /** Names the thing, its value and what to do. */
  readonly message: string;
  /** Where in the record, plan or question. */
  readonly path?: string;
  readonly value?: string;
}

/** Either what was read, or why it could not be. Test `problem`; then `ok` is there. */
export type Result<T> =
  { readonly ok: T; readonly problem?: undefined } | { readonly ok?: undefined; readonly problem: Problem };

/** `says` is the sentence for this case; the remedy of the code is added to it. */
export function problem(
  code: ErrorCode,
  says: string,
  where: { readonly path?: string; readonly value?: string } = {},
): Problem {
  return { code, message: `${says}. ${errors[code].remedy}`, ...where };
}

export function refused(
  code: ErrorCode,
  says: string,
  where: { readonly path?: string; readonly value?: string } = {},
): { readonly problem: Problem } {
  return { problem: problem(code, says, where) };
}

/** What an error is about. `says` replaces the general meaning; everything else is named in the message. */
export interface ErrorDetails {
  readonly says?: string;
  readonly [name: string]: unknown;
}

/** A mistake or a failure, which no caller is expected to continue from. Expected outcomes are values. */
export class WhenceError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, details: ErrorDetails = {}, options?: ErrorOptions) {
    super(messageOf(code, details), options);
    this.name = 'WhenceError';
    this.code = code;
    this.details = details;
  }
}

export const storeAwayCodes: readonly ErrorCode[] = ['STORE_HALTED', 'STORE_REFUSED', 'STORE_UNAVAILABLE'];

/** The graph store does not answer or does not let us in: it may another time, and what needs no store goes on. */
export function isStoreAway(error: unknown): error is WhenceError {
  return error instanceof WhenceError && storeAwayCodes.includes(error.code);
}

function messageOf(code: ErrorCode, { says, ...named }: ErrorDetails): string {
  const about = Object.entries(named).map(([name, value]) => `${name} ${printed(value)}`);
  const text = (says ?? errors[code].meaning).replace(/\.$/, '');
  return `${code}: ${text}${about.length > 0 ? ` (${about.join(', ')})` : ''}. ${errors[code].remedy}`;
}

function printed(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) as string | undefined);
  return (text ?? 'undefined').slice(0, 200);
}
