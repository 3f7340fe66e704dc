/** A user of the site. */
export interface Person {
  readonly id: number;
  readonly login: string;
  /** As WordPress stores it: entities written out. */
  readonly displayName: string;
  readonly moderator: boolean;
}

const EXTRAS = 12;

/** The people of a fresh site: one moderator, five with a name and a dozen for big groups. */
export function firstPeople(): Person[] {
  const named: [string, string][] = [
    ['admin', 'admin'],
    ['alice', 'Alice Able'],
    ['bob', 'Bob Baker'],
    ['carol', 'Carol Clark'],
    ['dave', 'Dave "D" O\'Neil &amp; Söhne'],
    ['erin', 'Erin Ek'],
    ...Array.from({ length: EXTRAS }, (_, index): [string, string] => {
      const number = String(index + 1).padStart(2, '0');
      return [`extra${number}`, `Extra${number}`];
    }),
  ];
  return named.map(([login, displayName], index) => ({
    id: index + 1,
    login,
    displayName,
    moderator: index === 0,
  }));
}

export function email(login: string): string {
  return `${login}@example.com`;
}
