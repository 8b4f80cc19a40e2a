/** What the desk's store was shown is remembered by its hash too: a tail that was cut off and grew again is not the one that was copied. */
export const copiedHash = `
ALTER TABLE own ADD COLUMN copied_hash TEXT;
UPDATE own SET copied_hash = (SELECT hash FROM entry WHERE entry.chain = own.chain AND entry.seq = own.copied_seq);
`
