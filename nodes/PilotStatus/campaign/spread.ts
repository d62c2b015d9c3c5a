import { createHash } from 'crypto';
import type { IDataObject } from 'n8n-workflow';

import { requireKnown, toNumber } from '../../shared/values/setting';
import { toTexts } from '../../shared/values/list';
import { toText } from '../../shared/values/text';
import { Failure, quote } from '../../shared/words/failure';
import { readLimits } from '../limits';
import { Parameters } from '../parameters';
import { DEFAULTS, weekdays } from './fields';
import { openSpans } from './openHours';
import type { Hours } from './openHours';
import { makePlan } from './plan';
import type { Plan, Slot } from './plan';

/** So far ahead the first message is planned, in ms: its request has to get there first. */
const LEAD = 30_000;

/** Shortest time between two planned messages, in ms. */
const LEAST = 1_000;

/** Longest time to plan for, in ms; more is a slip of the pen. */
const LONGEST = 366 * 86_400_000;

/** What n8n keeps with the execution, so that rounds of a loop follow each other. */
interface Kept {
	run: number;
	/** Last slot of the rounds before this one, and of this one, in ms since 1970. */
	before: number;
	last: number;
}

/**
 * The messages of one execution, spread over a time. Each has its slot by the index of its item, whatever becomes of
 * the others, so that a plan made again from the same items and options is the same; where its start has passed, it is
 * made over the rest of the time, and no slot is earlier than it was.
 */
class Spread {
	private plan?: Plan;

	private readonly settings: ReturnType<typeof readSettings>;

	/** @param first parameters of the first item, whose values count for all */
	constructor(private readonly first: Parameters) {
		this.settings = readSettings(first);
	}

	/** Time between two messages on average, in ms. */
	get gap(): number {
		return (this.plan ??= this.make()).gap;
	}

	/**
	 * When a message leaves and is given up, as the API wants it.
	 * @param isTurn whether its request leaves now, and not only later
	 * @param part how much of its item's text has gone before, from 0 to 1
	 * @throws Failure where the messages do not fit into the time that is left
	 */
	slot(index: number, seed: string, isTurn: boolean, part: number): Record<keyof Slot, string> {
		const chance = createHash('sha256').update(seed).digest().readUInt32BE(0) / 2 ** 32;
		const slotIn = (plan: Plan) => plan.slot(index, chance);
		let slot = slotIn((this.plan ??= this.make()));
		// Whatever took so long: what has left is planned, what has not goes over the rest.
		if (isTurn && slot.deliverAt <= Date.now()) slot = slotIn((this.plan = this.make()));
		const toIso = (time: number) => new Date(time).toISOString();
		const { deliverAt, deliverUntil } = slot;
		const room = Math.min(this.settings.least, deliverUntil - deliverAt);
		return { deliverAt: toIso(deliverAt + part * room), deliverUntil: toIso(deliverUntil) };
	}

	private make(): Plan {
		const { context } = this.first;
		const { start, end, hours, least, jitter } = this.settings;
		const kept = context.getContext('node') as { spread?: Kept };
		const run = context.getWorkflowDataProxy(0).$runIndex as number;
		const known = kept.spread ?? { run, before: 0, last: 0 };
		const before = known.run === run ? known.before : known.last;
		const from = Math.max(start, Date.now() + LEAD, before + least);
		if (end - from > LONGEST) {
			throw new Failure("'Spread Over' spans more than a year", "Set an earlier 'End'.");
		}
		const count = context.getInputData().length;
		const plan = makePlan(openSpans(from, end, hours, context.getTimezone()), count, least, jitter);
		kept.spread = { run, before, last: plan.slot(count - 1, 1).deliverAt };
		return plan;
	}
}

/** The spread of an execution, or undefined where the option is not set; Send and Wait does not have it. */
export function spreadOf(parameters: Parameters): Spread | undefined {
	const { context } = parameters;
	return parameters.once('spread', () => {
		const first = new Parameters(context, 0);
		const isSet = (first.options().spreadOver ?? '') !== '';
		return isSet && first.choice('operation') !== 'sendAndWait' ? new Spread(first) : undefined;
	});
}

/** @throws Failure naming a value that cannot be used */
function readSettings(first: Parameters) {
	const { values = {} } = first.options().spreadOver as { values?: IDataObject };
	const end = first.time(values.end, 'End', true);
	if (end === undefined) {
		throw new Failure("'End' of 'Spread Over' is empty", 'Set when the last message must leave.');
	}
	if (end <= new Date().toISOString()) {
		throw new Failure(
			`${quote(values.end)} in 'End' of 'Spread Over' lies in the past`,
			`That is ${end} in UTC. Set a later time.`,
		);
	}
	const start = first.time(values.start, 'Start');
	return {
		start: start === undefined ? 0 : Date.parse(start),
		end: Date.parse(end),
		hours: readHours(values),
		least: Math.max(LEAST, Math.ceil(readLimits(first).delayBetweenSends)),
		jitter: readJitter(values.jitter),
	};
}

function readHours(values: IDataObject): Hours {
	const from = readMinutes(values.dailyFrom, 'Daily From', DEFAULTS.dailyFrom);
	const until = readMinutes(values.dailyUntil, 'Daily Until', DEFAULTS.dailyUntil);
	if (until <= from) {
		throw new Failure(
			"'Daily Until' must be later than 'Daily From'",
			'The two are hours of one day, e.g. 08:00 and 20:00.',
		);
	}
	const days = toTexts(values.weekdays, 'Weekdays', 'Give numbers from 1 (Monday) to 7 (Sunday).');
	requireKnown(days, weekdays, 'Weekdays', 'a weekday');
	const chosen = days.length > 0 ? days : weekdays.map(({ value }) => value);
	return { from, until, weekdays: new Set(chosen.map(Number)) };
}

/** A time of day, as minutes after midnight: 08:00, also 8:00, 8h or 8h30. */
function readMinutes(value: unknown, field: string, fallback: string): number {
	const hint = `Write it as e.g. ${fallback}.`;
	const text = toText(value, field, hint).trim() || fallback;
	const [, hour, minute = 0] = /^(\d\d?)(?:[:h](\d\d))?h?$/i.exec(text) ?? [];
	const minutes = Number(hour) * 60 + Number(minute);
	if (Number(minute) < 60 && minutes <= 1440) return minutes;
	throw new Failure(`${quote(value)} in '${field}' is not a time of day`, hint);
}

function readJitter(value: unknown): number {
	const jitter = toNumber(value) ?? DEFAULTS.jitter;
	if (jitter >= 0 && jitter <= 50) return jitter / 100;
	throw new Failure(
		`'Jitter' must be a number from 0 to 50, and it is ${quote(value)}`,
		`Set it to e.g. ${DEFAULTS.jitter}.`,
	);
}
