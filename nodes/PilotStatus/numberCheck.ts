import { readList, isObject } from '../shared/values/json';
import { failureFromOddResponse } from '../shared/words/errors';
import type { Advice } from '../shared/words/codes';
import type { Send } from '../shared/requests/request';
import { toSwitch } from '../shared/values/setting';
import { Failure, quote } from '../shared/words/failure';
import { DEFAULT_PARALLEL } from './limits';
import type { Parameters } from './parameters';

/** Most numbers of one request (section 4 of the API's documentation). */
const MOST_NUMBERS = 20;

const CANNOT_CHECK: Record<string, Advice> = {
	NOT_SUPPORTED_FOR_META: {
		sentence: 'This WhatsApp number is on the Meta Cloud API, which cannot check numbers',
		hint: "Use a number paired by QR code, or turn off 'Check Numbers'. Nothing was sent.",
	},
};

/** What WhatsApp says of a number. */
export interface Account {
	exists: boolean;
	/** Digits without plus, as WhatsApp has them; null where there is no account. */
	number: string | null;
	name: string | null;
}

/** One look at WhatsApp for the numbers of all items of an execution: each of them once, twenty a request. */
export class NumberCheck {
	private readonly wanted = new Set<string>();

	private asked?: Map<string, Promise<Account>>;

	/** @param numbers digits without plus, before anything is asked for */
	want(numbers: string[]): void {
		for (const number of numbers) this.wanted.add(number);
	}

	/**
	 * What WhatsApp says of numbers that were wanted, in their order; the first call asks for all of them.
	 * It rejects with a Failure where the look at one of them failed.
	 */
	async find(send: Send, numbers: string[]): Promise<Account[]> {
		const asked = (this.asked ??= askAll(send, [...this.wanted]));
		return await Promise.all(numbers.map(async (number) => await asked.get(number)!));
	}
}

/**
 * With the option `checkNumbers`, whether numbers have WhatsApp, asked for all items before anything is sent. n8n
 * keeps what was found with the execution, so that rounds of a loop and repetitions do not ask again.
 * @param numbers digits without plus
 * @returns undefined where the option is off
 */
export function readCheck(
	parameters: Parameters,
	field: string,
	numbers: string[],
): { ask(send: Send): Promise<void>; found(): string[] } | undefined {
	if (!toSwitch(parameters.options().checkNumbers, 'Check Numbers')) return undefined;
	const kept = parameters.context.getContext('node') as {
		accounts?: Record<string, string | null>;
	};
	const known = (kept.accounts ??= {});
	const check = parameters.once('number check', () => new NumberCheck());
	const open = numbers.filter((number) => known[number] === undefined);
	check.want(open);
	return {
		/** @throws Failure naming who has no account */
		async ask(send) {
			const accounts = await check.find(send, open);
			for (const [nth, account] of accounts.entries()) {
				known[open[nth]!] = account.exists ? (account.number ?? open[nth]!) : null;
			}
			const strangers = numbers.filter((number) => known[number] === null);
			if (strangers.length > 0) throw refuse(strangers, field);
		},
		/** The numbers as WhatsApp has them. */
		found: () => numbers.map((number) => known[number] ?? number),
	};
}

function refuse(strangers: string[], field: string): Failure {
	const names = strangers.slice(0, 10).map((number) => quote(`+${number}`));
	const more = strangers.length > 10 ? ` and ${strangers.length - 10} more` : '';
	return new Failure(
		`${names.join(', ')}${more} in '${field}' ${strangers.length === 1 ? 'has' : 'have'} no WhatsApp account`,
		'Check country code, area code and number. Nothing was sent for this item.',
	);
}

/** Asks for some numbers, with a few requests side by side. */
function askAll(send: Send, numbers: string[]): Map<string, Promise<Account>> {
	const asked = new Map<string, Promise<Account>>();
	const lanes: Array<Promise<unknown>> = Array(DEFAULT_PARALLEL.others).fill(Promise.resolve());
	for (let from = 0, lane = 0; from < numbers.length; from += MOST_NUMBERS) {
		const some = numbers.slice(from, from + MOST_NUMBERS);
		const accounts = lanes[lane]!.then(async () => await ask(send, some));
		// Whoever wants one of them hears of a failure.
		lanes[lane] = accounts.catch(() => undefined);
		lane = (lane + 1) % lanes.length;
		for (const [nth, number] of some.entries()) {
			const account = accounts.then((all) => all[nth]!);
			account.catch(() => undefined);
			asked.set(number, account);
		}
	}
	return asked;
}

/** `POST /v1/numbers/check` for up to twenty numbers. */
async function ask(send: Send, numbers: string[]): Promise<Account[]> {
	const response = await send({
		method: 'POST',
		path: '/numbers/check',
		body: { numbers: numbers.map((number) => `+${number}`) },
		advice: CANNOT_CHECK,
	});
	const results = (readList(response, 'results', 'data') ?? []).filter(isObject);
	const digits = (value: unknown) => String(value ?? '').replace(/\D/g, '');
	return numbers.map((number, nth) => {
		const named = results.find(({ input }) => digits(input) === number);
		const result = named ?? (results.length === numbers.length ? results[nth]! : {});
		if (typeof result.exists !== 'boolean') {
			throw failureFromOddResponse(200, `no word on the number ${number}`);
		}
		return {
			exists: result.exists,
			number: (result.exists && digits(result.number)) || null,
			name: result.name ? String(result.name) : null,
		};
	});
}
