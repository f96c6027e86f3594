-- The journal as the first version of xlsync wrote it, before there were seals.
BEGIN TRANSACTION;
CREATE TABLE answers (
	number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	unit TEXT NOT NULL, 
	matter_id TEXT NOT NULL, 
	submission INTEGER NOT NULL, 
	order_stamp TEXT NOT NULL, 
	answer TEXT NOT NULL
);
INSERT INTO "answers" VALUES(1,'某局','DC-1',1,'2016-03-04','{"=progress":"主体完工"}');
CREATE TABLE batches (
	number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	kind TEXT NOT NULL, 
	made_at VARCHAR(32) NOT NULL, 
	state VARCHAR(16) NOT NULL, 
	submissions TEXT NOT NULL, 
	notes TEXT NOT NULL
);
INSERT INTO "batches" VALUES(1,'merge','2016-03-04T12:00:00','done','[1]','{"a": "b"}');
CREATE TABLE changes (
	number INTEGER NOT NULL, 
	batch INTEGER NOT NULL, 
	sheet VARCHAR(32) NOT NULL, 
	row_key TEXT NOT NULL, 
	column_key VARCHAR(32) NOT NULL, 
	"before" TEXT, 
	"after" TEXT, 
	appended INTEGER NOT NULL, 
	source_no INTEGER NOT NULL, 
	cell TEXT NOT NULL, 
	PRIMARY KEY (number)
);
INSERT INTO "changes" VALUES(1,1,'matters','DC-1','progress','"已开工"','"主体完工"',0,0,'L5');
INSERT INTO "changes" VALUES(2,1,'feedback','FK-1','',NULL,'{"=feedback_id":"FK-1"}',1,0,'L5');
CREATE TABLE forms (
	number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	form_id VARCHAR(64) NOT NULL, 
	unit TEXT NOT NULL, 
	period TEXT NOT NULL, 
	issued_on VARCHAR(32) NOT NULL, 
	due_on VARCHAR(32) NOT NULL, 
	token TEXT NOT NULL, 
	rows TEXT NOT NULL, 
	UNIQUE (form_id)
);
INSERT INTO "forms" VALUES(1,'F-1','某局','2016-Q1','2016-03-01','2016-03-20','F-1.abc','[["DC-1", "{\"=progress\":\"已开工\"}"]]');
CREATE TABLE masters (
	number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	sha256 VARCHAR(64) NOT NULL, 
	batch INTEGER NOT NULL
);
INSERT INTO "masters" VALUES(1,'bb',1);
CREATE TABLE sequences (
	name VARCHAR(128) NOT NULL, 
	value INTEGER NOT NULL, 
	PRIMARY KEY (name)
);
INSERT INTO "sequences" VALUES('2016',1);
CREATE TABLE sources (
	batch INTEGER NOT NULL, 
	source_no INTEGER NOT NULL, 
	who TEXT NOT NULL, 
	sha256 VARCHAR(64) NOT NULL, 
	file TEXT NOT NULL, 
	PRIMARY KEY (batch, source_no)
);
INSERT INTO "sources" VALUES(1,0,'某局','aa','甲.xlsx');
CREATE TABLE submissions (
	number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	sha256 VARCHAR(64) NOT NULL, 
	name TEXT NOT NULL, 
	received_at VARCHAR(32) NOT NULL, 
	state VARCHAR(16) NOT NULL, 
	unit TEXT NOT NULL, 
	form_id TEXT NOT NULL, 
	period TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	changes INTEGER NOT NULL, 
	conflicts INTEGER NOT NULL, 
	matters INTEGER DEFAULT '0' NOT NULL, 
	UNIQUE (sha256)
);
INSERT INTO "submissions" VALUES(1,'aa','甲.xlsx','2016-03-04T12:00:00','APPLIED','','','','',0,0,0);
CREATE INDEX ix_changes_batch ON changes (batch);
CREATE INDEX changes_by_row ON changes (row_key, sheet);
CREATE INDEX ix_answers_unit ON answers (unit);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('forms',1);
INSERT INTO "sqlite_sequence" VALUES('submissions',1);
INSERT INTO "sqlite_sequence" VALUES('answers',1);
INSERT INTO "sqlite_sequence" VALUES('batches',1);
INSERT INTO "sqlite_sequence" VALUES('masters',1);
COMMIT;
