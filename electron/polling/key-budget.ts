/**
 * How many keys a place may read per poll, beside those that need it: a key costs a request, and of 10,000 tenants each may have one of
 * its own. A key that is about to go says so a week ahead, and one that is switched off shows in its database's status within minutes:
 * a round may take a day and more.
 The first poll of a fleet of few
 * places reads more: an operator who has just begun wants to see it all.
 */
export const keyBudget = (places: number, isFirst: boolean): number => (isFirst && places <= fewPlaces ? most : Math.max(fewest, Math.min(most, Math.floor(perRound / Math.max(1, places)))))

/** A fleet's requests in one cadence of half an hour: five a minute, and one a place at least. */
const perRound = 150
const fewest = 1
const most = 60
const fewPlaces = 20
