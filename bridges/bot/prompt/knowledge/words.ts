/** Scripts that are written without blanks: the index sees each sign as a word of its own. */
const WITHOUT_BLANKS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/gu;

/** Words of a question that tell nothing about what it is about. */
const STOP_WORDS = new Set(
  `a about all am an and any are as at be been but by can could did do does for from get had has have hello hey hi how i if
  in into is it its just like me my no not of on one or our out please say she so some tell than thank thanks that the their
  them then there they this to up us want was we were what when where which who why will with would yes you your
  aber als am an auch auf aus bei bin bis bitte da das dass dein dem den der des die dir doch du ein eine einen einer es für
  gibt hat haben hallo hier ich ihr im in ist ja kann kein mein mich mir mit nach nicht noch nur ob oder schon sein sie sind
  so um und uns von vor war was wenn wer werden wie wir wird wo zu zum zur über
  au aux avec ce ces cette comme comment dans de des du elle en est et il je la le les leur lui ma mais me mes moi mon ne nous
  où par pas pour quand que quel quelle quels qui sa se ses son sont sur ta te tes toi ton tu un une vos votre vous
  al algo como con cual cuando de del donde el ella en entre era es esta está este esto hay la las lo los mas me mi muy nos
  o para pero por puede puedo qué se si sin sobre son su sus tu un una y ya yo
  ai che ci come con cosa da dei del della di dove e gli ho il io la le lo ma mi nel nella non per più quando questo se si
  sono su un una
  aan dat de een en er het hoe ik in is je kan met mijn niet of om op te van voor waar wanneer wat we wie zijn
  ao às com da das do dos e ela ele em eu isso mais meu minha na não nas no nos os ou para pela pelo que sem seu sua um uma
  и в во не что он на я с со как а то все она так его но да ты к у же вы за бы по ее мне было вот от меня еще нет о из ему
  где когда кто это`.split(/\s+/),
);

/** Words of one question that are looked for. */
const MOST_WORDS = 24;
const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' });

/** A text as the index takes it. */
export function indexable(text: string): string {
  return text.replaceAll(WITHOUT_BLANKS, ' $& ');
}

/**
 * An FTS5 expression that finds what a question is about, or undefined where it is about nothing. Every word is quoted,
 * so nothing in it is an operator. Longer words lose their last letters, for endings differ.
 */
export function matchFor(question: string): string | undefined {
  const words = new Set<string>();
  for (const { segment, isWordLike } of segmenter.segment(question.slice(0, 20_000).normalize('NFC'))) {
    if (words.size >= MOST_WORDS) break;
    const word = segment
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
      .trim();
    if (isWordLike === true && word !== '' && !STOP_WORDS.has(word)) words.add(word);
  }
  const terms = [...words].flatMap((word) => {
    const signs = indexable(word).trim().split(/\s+/);
    if (signs.length > 1) return [`"${signs.join(' ')}"`];
    if (word.length < 2 && !/\p{N}/u.test(word) && word.search(WITHOUT_BLANKS) === -1) return [];
    return [`"${stem(word)}"*`];
  });
  return terms.length === 0 ? undefined : terms.join(' OR ');
}

function stem(word: string): string {
  if (/\p{N}/u.test(word)) return word;
  const letters = [...word];
  return letters.slice(0, letters.length - (letters.length >= 7 ? 2 : letters.length >= 5 ? 1 : 0)).join('');
}
