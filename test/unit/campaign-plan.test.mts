import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DateTime } from 'luxon';

import { openSpans } from '../../nodes/PilotStatus/campaign/openHours.ts';
import { makePlan } from '../../nodes/PilotStatus/campaign/plan.ts';

const SAO_PAULO = 'America/Sao_Paulo';
const NEW_YORK = 'America/New_York';
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];
const WORKING_DAYS = [1, 2, 3, 4, 5];

interface Campaign {
	/** ISO, local. */
	start: string;
	end: string;
	zone?: string;
	/** HH:mm. */
	from?: string;
	until?: string;
	days?: number[];
	count: number;
	/** ms */
	least?: number;
	jitter?: number;
	/** What chance gives each message. */
	chance?: (index: number) => number;
}

const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

function spansOf({ start, end, zone = SAO_PAULO, ...hours }: Omit<Campaign, 'count'>) {
	const { from = '08:00', until = '20:00', days = EVERY_DAY } = hours;
	return openSpans(
		DateTime.fromISO(start, { zone }).toMillis(),
		DateTime.fromISO(end, { zone }).toMillis(),
		{ from: minutesOf(from), until: minutesOf(until), weekdays: new Set(days) },
		zone,
	);
}

/** When each message leaves, and is given up. */
function slotsOf({ count, least = 1000, jitter = 0, chance = () => 0.5, ...rest }: Campaign) {
	const plan = makePlan(spansOf(rest), count, least, jitter);
	return Array.from({ length: count }, (_, index) => plan.slot(index, chance(index)));
}

const iso = (time: number) => new Date(time).toISOString().replace(':00.000Z', 'Z');
const timesOf = (campaign: Campaign) => slotsOf(campaign).map(({ deliverAt }) => iso(deliverAt));
const spansIn = (campaign: Omit<Campaign, 'count'>) =>
	spansOf(campaign).map(({ start, end }) => `${iso(start)}/${iso(end)}`);

describe('the plan', () => {
	it('goes evenly over the time, in the order of the items (C01)', () => {
		const times = timesOf({ start: '2026-12-01T09:00', end: '2026-12-01T12:00', count: 4 });
		expect(times).toEqual([
			'2026-12-01T12:00Z',
			'2026-12-01T12:45Z',
			'2026-12-01T13:30Z',
			'2026-12-01T14:15Z',
		]);
	});

	it('goes on after a weekend at the same pace (C02)', () => {
		const times = timesOf({
			start: '2026-12-04T17:30',
			end: '2026-12-07T10:00',
			from: '09:00',
			until: '18:00',
			days: WORKING_DAYS,
			count: 90,
		});
		expect(times[0]).toBe('2026-12-04T20:30Z');
		expect(times.slice(29, 32)).toEqual([
			'2026-12-04T20:59Z',
			'2026-12-07T12:00Z',
			'2026-12-07T12:01Z',
		]);
		expect(times[89]).toBe('2026-12-07T12:59Z');
	});

	it('gives a message up at the end of its own day (C14)', () => {
		const slots = slotsOf({
			start: '2026-12-01T09:00',
			end: '2026-12-02T12:00',
			from: '09:00',
			until: '18:00',
			count: 4,
		});
		expect(slots.map(({ deliverUntil }) => iso(deliverUntil))).toEqual([
			'2026-12-01T21:00Z',
			'2026-12-01T21:00Z',
			'2026-12-01T21:00Z',
			'2026-12-02T21:00Z',
		]);
	});

	it.each([
		[60, 60_000, undefined],
		[100, 60_000, 'Only 60 of the 100 messages fit into'],
		[3600, 1000, undefined],
		[3601, 1000, 'Only 3600 of the 3601 messages fit into'],
		[2, 3_600_000, 'Only 1 of the 2 messages fit into'],
	])(
		'lets %i messages %i ms apart into an hour, or says how many fit (C08)',
		(count, least, no) => {
			const make = () =>
				timesOf({ start: '2026-12-01T09:00', end: '2026-12-01T10:00', count, least });
			if (no) expect(make).toThrow(no);
			else expect(new Set(make()).size).toBe(count);
		},
	);

	it('says so where no hour is open', () => {
		const make = () =>
			timesOf({ start: '2026-12-05T09:00', end: '2026-12-06T10:00', days: [1], count: 2 });
		expect(make).toThrow("'Spread Over' leaves no time for messages");
	});

	it('keeps messages apart and in their hours whatever chance gives (C09)', () => {
		const day = { start: '2026-12-01T09:00', end: '2026-12-01T10:00', jitter: 0.5 };
		const slots = slotsOf({ ...day, count: 3000, chance: (index) => (index % 2 ? 0 : 1) });
		const times = slots.map(({ deliverAt }) => deliverAt);
		const distances = times.slice(1).map((time, nth) => time - times[nth]!);
		expect(Math.min(...distances)).toBeGreaterThanOrEqual(1000);
		expect(times[0]).toBeGreaterThanOrEqual(Date.parse('2026-12-01T12:00Z'));
		expect(times.at(-1)).toBeLessThan(Date.parse('2026-12-01T13:00Z'));
	});
});

describe('the open hours', () => {
	it("are those of the workflow's day, not of UTC's (C03)", () => {
		const late = { from: '20:00', until: '23:00', days: WORKING_DAYS };
		expect(spansIn({ start: '2026-12-04T12:00', end: '2026-12-08T00:00', ...late })).toEqual([
			'2026-12-04T23:00Z/2026-12-05T02:00Z',
			'2026-12-07T23:00Z/2026-12-08T02:00Z',
		]);
	});

	it('are all of a day that is start and end (C15)', () => {
		const day = { start: '2026-12-01T00:00', end: '2026-12-01T23:59:59.999' };
		expect(spansIn(day)).toEqual(['2026-12-01T11:00Z/2026-12-01T23:00Z']);
	});

	const newYork = { zone: NEW_YORK, start: '2027-03-13', end: '2027-03-15' };
	const autumn = { zone: NEW_YORK, start: '2026-11-01', end: '2026-11-02' };
	it.each([
		[
			'stay on the wall (C04)',
			{ ...newYork, from: '09:00', until: '10:00' },
			['2027-03-13T14:00Z/2027-03-13T15:00Z', '2027-03-14T13:00Z/2027-03-14T14:00Z'],
		],
		[
			'begin with the change, where it skips their beginning (C05)',
			{ ...newYork, start: '2027-03-14', from: '02:30', until: '05:00' },
			['2027-03-14T07:00Z/2027-03-14T09:00Z'],
		],
		[
			'end with the change, where it skips their end',
			{ ...newYork, start: '2027-03-14', from: '01:00', until: '02:30' },
			['2027-03-14T06:00Z/2027-03-14T07:00Z'],
		],
		[
			'are none, where it skips all of them',
			{ ...newYork, start: '2027-03-14', from: '02:10', until: '02:50' },
			[],
		],
		[
			'begin when they come the second time',
			{ ...autumn, from: '01:30', until: '03:00' },
			['2026-11-01T06:30Z/2026-11-01T08:00Z'],
		],
		[
			'end when they come the first time',
			{ ...autumn, from: '00:30', until: '01:30' },
			['2026-11-01T04:30Z/2026-11-01T05:30Z'],
		],
		[
			'are the second ones, where all of them come twice',
			{ ...autumn, from: '01:15', until: '01:45' },
			['2026-11-01T06:15Z/2026-11-01T06:45Z'],
		],
		[
			'go until midnight',
			{ start: '2026-12-01', end: '2026-12-02', from: '23:00', until: '24:00' },
			['2026-12-02T02:00Z/2026-12-02T03:00Z'],
		],
		[
			'are half an hour off in India',
			{ zone: 'Asia/Kolkata', start: '2026-12-01', end: '2026-12-02' },
			['2026-12-01T02:30Z/2026-12-01T14:30Z'],
		],
		[
			'follow a change of half an hour on Lord Howe',
			{ zone: 'Australia/Lord_Howe', start: '2026-10-04', end: '2026-10-05', from: '02:15' },
			['2026-10-03T15:30Z/2026-10-04T09:00Z'],
		],
	])('%s', (_what, hours, spans) => {
		expect(spansIn(hours)).toEqual(spans);
	});
});

describe('any plan', () => {
	const MINUTE = 60_000;
	const zones = [NEW_YORK, SAO_PAULO, 'Australia/Adelaide'];
	const campaigns = fc.record({
		zone: fc.constantFrom(...zones),
		// Around the changes of the clock of both New York and Adelaide.
		start: fc.integer({ min: Date.parse('2027-03-10'), max: Date.parse('2027-04-08') }),
		minutes: fc.integer({ min: 1, max: 8 * 24 * 60 }),
		from: fc.integer({ min: 0, max: 1439 }),
		length: fc.integer({ min: 1, max: 1440 }),
		days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
		count: fc.integer({ min: 1, max: 300 }),
		least: fc.integer({ min: 1000, max: 120_000 }),
		jitter: fc.integer({ min: 0, max: 50 }).map((percent) => percent / 100),
		chances: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1 }),
		later: fc.integer({ min: 0, max: 24 * 60 }),
	});

	it('is in its hours, in order and no quicker than its pace; and made again later, never earlier', () => {
		let planned = 0;
		fc.assert(
			fc.property(campaigns, (campaign) => {
				const { zone, start, from, count, least, jitter, chances, days } = campaign;
				const until = Math.min(1440, from + campaign.length);
				const end = start + campaign.minutes * MINUTE;
				const hours = { from, until, weekdays: new Set(days) };
				const make = (begin: number) => {
					try {
						return makePlan(openSpans(begin, end, hours, zone), count, least, jitter);
					} catch {
						return undefined;
					}
				};
				const plan = make(start);
				if (!plan) return;
				planned++;
				const slot = (index: number, one = plan) =>
					one.slot(index, chances[index % chances.length]!);
				const again = make(start + campaign.later * MINUTE);
				for (let index = 0; index < count; index++) {
					const { deliverAt, deliverUntil } = slot(index);
					const local = DateTime.fromMillis(deliverAt, { zone });
					const minute = local.hour * 60 + local.minute;
					expect(minute >= from && minute < until).toBe(true);
					expect(days).toContain(local.weekday);
					expect(deliverAt >= start && deliverAt < end && deliverAt < deliverUntil).toBe(true);
					expect(deliverUntil - deliverAt).toBeLessThanOrEqual(25 * 60 * MINUTE);
					const following = [plan, again].filter((one) => one && index + 1 < count);
					for (const one of following) {
						expect(slot(index + 1, one).deliverAt - deliverAt).toBeGreaterThanOrEqual(least);
					}
				}
			}),
		);
		expect(planned).toBeGreaterThan(20);
	});
});
