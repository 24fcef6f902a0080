-- True for calls whose words are deleted: their numbers stay as they were judged, nobody judges them again by no words.
ALTER TABLE calls ADD COLUMN IF NOT EXISTS words_erased Bool DEFAULT false;
