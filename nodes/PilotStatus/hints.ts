import type { IExecuteFunctions, NodeHint } from 'n8n-workflow';

import { LONGEST_TEXT } from './text/split';

/** How many numbers a hint names. */
const MOST_NAMED = 10;

/** So long the API waits before each message of a template of MARKETING, in ms (section 3 of its documentation). */
const LONGEST_MARKETING_WAIT = 25_000;

/** From how many open questions on a message that the number receives keeps n8n busy for seconds. */
const MANY_QUESTIONS = 20;

/** What is remarkable about the values of one execution, gathered over its items. */
class Hints {
	private readonly seen = new Set<string>();

	private readonly doubtful = new Set<string>();

	private readonly longTexts = new Set<number>();

	private readonly brokenVariables = new Set<string>();

	private changed = 0;

	private unasked = 0;

	private openQuestions = 0;

	private readonly notes = new Set<string>();

	private marketingGap = Infinity;

	/**
	 * @param doubtful those that may be Brazilian ones without their 55
	 */
	numbers(all: string[], doubtful: string[]): void {
		for (const number of all) this.seen.add(number.replace('+', ''));
		for (const number of doubtful) this.doubtful.add(number);
	}

	/** @param index of the item that sends a text */
	text(text: string, index: number): void {
		if (text.length > LONGEST_TEXT) this.longTexts.add(index);
	}

	/** Values of a template's variables, by name. */
	variables(values: Record<string, string>): void {
		for (const [name, value] of Object.entries(values)) {
			if (/[\r\n\t]| {4}/.test(value)) this.brokenVariables.add(name);
		}
	}

	/** A message that an earlier try had sent with other content. */
	changedMessage(): void {
		this.changed += 1;
	}

	/**
	 * A question that is asked.
	 * @param items of which it serves the first one
	 */
	question(items: number): void {
		this.unasked = items - 1;
	}

	/** How many questions are open in the chats of the number. */
	open(questions: number): void {
		this.openQuestions = questions;
	}

	/** Something about all of the output, said once. */
	note(sentence: string): void {
		this.notes.add(sentence);
	}

	/** @param gap time between two messages of a template of MARKETING, in ms, where they are planned */
	marketing(gap = Infinity): void {
		this.marketingGap = gap;
	}

	/** One sentence for each kind. */
	sentences(): string[] {
		const sentences = [...this.notes];
		const others = [...this.seen].filter((number) => !this.doubtful.has(number));
		const isTelling = others.length === 0 || others.some((number) => number.startsWith('55'));
		if (this.doubtful.size > 0 && isTelling) {
			const all = [...this.doubtful];
			const more = all.length > MOST_NAMED ? ` and ${all.length - MOST_NAMED} more` : '';
			sentences.push(
				`Numbers that may lack Brazil's country code, and were taken as they stand: ${all.length} (${all.slice(0, MOST_NAMED).join(', ')}${more}). If they are Brazilian, they go to another country like this: set 'Country Code' under 'Options' to 55, or write 55 in front.`,
			);
		}
		if (this.longTexts.size > 0) {
			sentences.push(
				`Texts of more than ${LONGEST_TEXT} characters: ${this.longTexts.size}. Meta numbers do not deliver them; paired phones do. Send Text splits them with 'Split Long Text'.`,
			);
		}
		if (this.brokenVariables.size > 0) {
			sentences.push(
				`Variables with a new line, a tab or four blanks in a row: ${[...this.brokenVariables].join(', ')}. Meta refuses templates with such values; paired phones deliver them.`,
			);
		}
		if (this.changed > 0) {
			sentences.push(
				`Messages that an earlier try had sent already, with the content that they had then: ${this.changed} (marked 'changed'). They were not sent again.`,
			);
		}
		if (this.unasked > 0) {
			sentences.push(
				`Items that were not asked about: ${this.unasked}. One run asks one question, for its first item: put 'Loop Over Items' before the node to ask about each.`,
			);
		}
		if (this.openQuestions >= MANY_QUESTIONS) {
			sentences.push(
				`Questions that are open in the chats of this number: ${this.openQuestions}. Every message that it receives is delivered to each of them, which takes n8n about 0.1 seconds a question; with 100, answers can get lost: set a short 'Limit Wait Time', or 'Answer By' to Link.`,
			);
		}
		if (this.marketingGap < LONGEST_MARKETING_WAIT) {
			sentences.push(
				`Marketing messages are planned ${Math.round(this.marketingGap / 1000)} seconds apart, and Pilot Status waits 8 to 25 seconds before each: some may leave late, or be given up. Set a later 'End'.`,
			);
		}
		return sentences;
	}
}

const kept = new WeakMap<IExecuteFunctions, Hints>();

/** The hints of the execution that a context belongs to. */
export function hintsOf(context: IExecuteFunctions): Hints {
	const hints = kept.get(context) ?? new Hints();
	kept.set(context, hints);
	return hints;
}

/** Shows the hints of an execution beside its output, each kind once. */
export function showHints(context: IExecuteFunctions): void {
	for (const message of hintsOf(context).sentences()) {
		context.addExecutionHints({ message, location: 'outputPane' });
	}
}

/** What the editor says before a run, as far as the parameters tell; which engine a number has, it cannot know. */
export const staticHints: NodeHint[] = [
	{
		message: 'Numbers on Evolution GO take files by public URL only, not from n8n',
		displayCondition:
			'={{ $parameter["operation"] === "sendMedia" && ($parameter["mediaSource"] === "binary" || String($parameter["mediaUrl"] ?? "").startsWith("data:")) }}',
		whenToDisplay: 'beforeExecution',
		location: 'outputPane',
	},
	{
		message: 'Groups of Meta numbers hold at most 8 people',
		displayCondition:
			'={{ $parameter["resource"] === "group" && String($parameter["participants"] ?? "").split(/[,;\\n]+/).length > 8 }}',
		whenToDisplay: 'beforeExecution',
		location: 'outputPane',
	},
	{
		message:
			"200 items or more go out as fast as Pilot Status takes them, and WhatsApp blocks numbers for that: set 'Delay Between Sends' or a time under 'Options'",
		type: 'warning',
		displayCondition:
			'={{ $input.all().length >= 200 && /^send(?!AndWait)/.test($parameter["operation"]) && !["delayBetweenSends", "deliverAt", "spreadOver"].some((name) => ($parameter["options"] ?? {})[name]) }}',
		whenToDisplay: 'beforeExecution',
		location: 'outputPane',
	},
];
