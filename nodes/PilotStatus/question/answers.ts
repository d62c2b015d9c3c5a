import { fold } from '../../shared/values/fold';

/** What people say without being told to, beside the builder's own labels; as `bare` gives it. */
const WORDS = new Map<string, boolean>([
	...['sim', 'yes', 's', 'y'].map((word) => [word, true] as const),
	...['nao', 'no', 'n'].map((word) => [word, false] as const),
]);
const EMOJI = new Map([
	['👍', true],
	['✅', true],
	['👎', false],
	['❌', false],
]);

/** Longest answer that may be one, in characters; cut, a longer text could end where an answer would. */
const LONGEST = 4_096;

/** Somebody's mention before the words: a tapped one comes as @ and digits. */
const MENTIONS = /^(?:@\S+\s+)+/;

/** Skin tones, and the frame of a keycap such as 2️⃣; `fold` has taken off the selector between the two. */
const TONES = /[\p{Emoji_Modifier}\u20e3]/gu;

/** Emoji, and the letters that flags are made of. */
const PICTURES = /[\p{Extended_Pictographic}\p{Regional_Indicator}]/gu;

/** A text as it is compared whole: no letter case, accents, skin tones and marks that nobody sees, no mention in front. */
const exact = (text: string) =>
	fold(text.length > LONGEST ? '' : text)
		.replace(TONES, '')
		.replace(/🔟/gu, '10')
		.replace(MENTIONS, '')
		.trim();

/**
 * The words alone, without emoji and punctuation around and between them. Signs such as + and ~ stay: `~sim~` is
 * crossed out.
 */
const bare = (text: string) =>
	exact(text)
		.replace(PICTURES, ' ')
		.replace(/\p{P}+/gu, ' ')
		.replace(/\s+/g, ' ')
		.trim();

/**
 * Which of some labels a text is as a whole: word for word, else but for emoji and punctuation.
 * @returns its index; undefined for none, and where it might be more than one
 */
function indexIn(labels: readonly string[], text: string): number | undefined {
	for (const form of [exact, bare]) {
		const wanted = form(text);
		const found = labels.flatMap((label, index) => (form(label) === wanted ? [index] : []));
		if (wanted !== '' && found.length === 1) return found[0];
	}
	return undefined;
}

/**
 * Whether a text says yes or no to a question, and nothing besides. An answer that holds both sides says neither.
 * @param labels the builder's words for yes and no
 * @returns undefined where it is unclear
 */
export function readApproval(
	text: string,
	labels: readonly [yes: string, no: string],
): boolean | undefined {
	const label = indexIn(labels, text);
	// A label stands as it was written, whatever emoji are part of it.
	if (label !== undefined && exact(text) === exact(labels[label]!)) return label === 0;
	const words = bare(text);
	const said = label === undefined ? WORDS.get(words) : label === 0;
	if (said === undefined && words !== '') return undefined;
	const shown = [...exact(text)]
		.map((sign) => EMOJI.get(sign))
		.filter((side) => side !== undefined);
	const sides = new Set(said === undefined ? shown : [said, ...shown]);
	return sides.size === 1 ? [...sides][0] : undefined;
}

/**
 * Which choice a text is: by its words, else by its number, from 1.
 * @returns the choice in the builder's own words; undefined where it is unclear
 */
export function readChoice(text: string, choices: readonly string[]): string | undefined {
	const index = indexIn(choices, text);
	if (index !== undefined) return choices[index];
	const number = bare(text);
	return /^[1-9]\d?$/.test(number) ? choices[Number(number) - 1] : undefined;
}

/** Choices that nobody could tell apart, each but the first; in the builder's own words. */
export function findTwins(choices: readonly string[]): string[] {
	const forms = choices.map(exact);
	return choices.filter((_choice, index) => forms.indexOf(forms[index]!) < index);
}

/** Whether two texts are the same to a reader. */
export const isSameText = (one: string, other: string) => fold(one).trim() === fold(other).trim();
