/** Whose word counts: `people`: their decisions (a dismissed finding does not); `machine`: what the program said. */
export type Judge = 'machine' | 'people';

/** The same question twice, one for each judge: each reads no more than it needs. */
export const forEachJudge = <Q>(make: (judge: Judge) => Q): Record<Judge, Q> => ({
  machine: make('machine'),
  people: make('people'),
});
