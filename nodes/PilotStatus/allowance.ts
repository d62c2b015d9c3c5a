import { randomUUID } from 'crypto';
import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { parseGroupId } from '../shared/values/id';
import { toTexts } from '../shared/values/list';
import { parsePhoneNumbers } from '../shared/values/phone';
import { toNumber } from '../shared/values/setting';
import { twins } from '../shared/values/twins';
import { Failure, quote } from '../shared/words/failure';
import { inlineCall } from './memory';

/** The options by their labels. */
const FIELDS = {
	allowedGroups: 'Allowed Group Names or IDs',
	allowedNumbers: 'Allowed Numbers',
	mostPerExecution: 'Most per Execution',
};

/** What keeps a model in bounds, and what is for n8n's builder alone: a model must not set it itself. */
const BOUNDS = {
	...FIELDS,
	mostRemoved: 'Most Removed (Per Cent)',
	maxParallel: 'Max Parallel',
	maxWait: 'Max Wait',
	timeout: 'Timeout',
};

/** What a model gives may stand in anything but these: other nodes, variables, the environment. */
const FILLED_BY_MODEL = /\$(?!\(|(?:vars|env)\b)/;

const limit = (option: Partial<INodeProperties>): INodeProperties =>
	({ ...option, displayOptions: { show: { '@tool': [true] } } }) as INodeProperties;

const allowedGroups = limit({
	displayName: FIELDS.allowedGroups,
	name: 'allowedGroups',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'getGroups' },
	default: [],
	description:
		'The groups that the model may reach; no other, whatever it is told. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
});

const allowedNumbers = limit({
	displayName: FIELDS.allowedNumbers,
	name: 'allowedNumbers',
	type: 'string',
	default: '',
	placeholder: 'e.g. 5511999999999, +55 11 98888-7777',
	description:
		'Phone numbers with country code of the people whom the model may reach; nobody else, whatever it is told',
});

const mostPerExecution = limit({
	displayName: FIELDS.mostPerExecution,
	name: 'mostPerExecution',
	type: 'number',
	noDataExpression: true,
	typeOptions: { minValue: 1 },
	default: 5,
	description:
		'How often the model may do this in one execution, over all its calls; of changes to groups, each person counts',
});

/** The limits that an operation with these fields can have as a tool. */
export const limitsFor = (fields: string[]): INodeProperties[] => [
	...(fields.includes('groupId') ? [allowedGroups] : []),
	...(fields.some((name) => ['destinationNumber', 'participants', 'to'].includes(name))
		? [allowedNumbers]
		: []),
	mostPerExecution,
];

/** Where what was done is counted, for calls of tools that have no run of their own. */
const slots = new WeakMap<object, string>();

/** What a model may reach through one call of the node as a tool. The builder says it, and the node judges it. */
export class Allowance {
	private readonly groups?: string[];

	private readonly numbers?: string[];

	private readonly most: number;

	/** What the call reaches, and the lists that have judged it. */
	private readonly reached = new Set<string>();

	private readonly judges = new Set<string>();

	/**
	 * @param optionsOf gives the options as they are worth for this item, of which those that are there limit
	 * @throws Failure for a list that gives nobody, or that the model could fill itself
	 */
	constructor(
		private readonly context: IExecuteFunctions,
		private readonly index: number,
		optionsOf: () => IDataObject,
	) {
		const raw = context.getNode().parameters.options as IDataObject | string | undefined;
		for (const [name, field] of Object.entries(BOUNDS)) {
			const written = JSON.stringify(typeof raw === 'string' ? raw : raw?.[name]) ?? '';
			if (!/"=/.test(written) || !FILLED_BY_MODEL.test(written)) continue;
			throw new Failure(
				`'${field}' could be filled by the model that it limits`,
				"Write it as fixed text, or take it from another node, e.g. {{ $('Settings').first().json.allowed }}.",
			);
		}
		const options = optionsOf();
		const read = <T>(name: string, parse: (value: unknown) => T) =>
			name in options ? parse(options[name]) : undefined;
		const list = (field: string, parse: (value: unknown) => string[]) => (value: unknown) => {
			const members = parse(value);
			if (members.length > 0) return members;
			throw new Failure(
				`'${field}' is empty, so nothing may be reached`,
				'Fill it, or remove the option to limit nothing.',
			);
		};
		const { allowedGroups: groups, allowedNumbers: numbers } = FIELDS;
		this.groups = read(
			'allowedGroups',
			list(groups, (value) =>
				toTexts(value, groups, 'Pick the groups.').map((id) => parseGroupId(id, groups)),
			),
		);
		this.numbers = read(
			'allowedNumbers',
			list(numbers, (value) => parsePhoneNumbers(value, numbers)),
		);
		this.most = read('mostPerExecution', readMost) ?? Infinity;
	}

	/** @throws Failure for a group that is not among those allowed */
	group(id: string): void {
		this.judge(FIELDS.allowedGroups, this.groups, [id], (group) => [group]);
	}

	/**
	 * @param numbers with or without plus
	 * @throws Failure for the first one whose account is not among those allowed
	 */
	people(numbers: string[]): void {
		const bare = numbers.map((number) => number.replace('+', ''));
		this.judge(FIELDS.allowedNumbers, this.numbers, bare, (number) => [number, ...twins(number)]);
	}

	/** @throws Failure where people are reached that nobody names, and only some may be */
	strangers(field: string): void {
		if (this.numbers)
			throw new Failure(
				`'${field}' reaches people who are not in '${FIELDS.allowedNumbers}'`,
				GO_ON,
			);
	}

	/**
	 * Counts what the call does; a repetition of the same call counts once.
	 * @throws Failure where it is too much, or where a list had nothing to say of it
	 */
	spend(): void {
		const silent = [
			this.groups && FIELDS.allowedGroups,
			this.numbers && FIELDS.allowedNumbers,
		].find((field) => field && !this.judges.has(field));
		if (silent) throw new Failure(`This reaches nobody whom '${silent}' could name`, GO_ON);
		if (this.most === Infinity) return;
		const kept = this.context.getContext('node') as { done?: Record<string, number> };
		const done = (kept.done ??= {});
		const people = [...this.reached].filter((one) => !one.includes('@')).length;
		const others = Object.entries(done).filter(([slot]) => slot !== this.slot());
		const sum = others.reduce((all, [, one]) => all + one, Math.max(1, people));
		if (sum > this.most) {
			throw new Failure(
				`'${FIELDS.mostPerExecution}' allows ${this.most}, and this would make ${sum} in this execution`,
				GO_ON,
			);
		}
		done[this.slot()] = Math.max(1, people);
	}

	private slot(): string {
		const call = inlineCall(this.context);
		if (call && !slots.has(call)) slots.set(call, randomUUID());
		const run = call ? slots.get(call) : this.context.getWorkflowDataProxy(0).$runIndex;
		return `${run} ${this.index}`;
	}

	private judge(
		field: string,
		allowed: string[] | undefined,
		wanted: string[],
		namesOf: (one: string) => string[],
	): void {
		this.judges.add(field);
		for (const one of wanted) {
			this.reached.add(one);
			if (!allowed || namesOf(one).some((name) => allowed.includes(name))) continue;
			throw new Failure(`${quote(one)} is not among '${field}' of this tool`, GO_ON);
		}
	}
}

const GO_ON = 'Nothing was done. Whoever built this workflow has set this limit; do not try again.';

function readMost(value: unknown): number {
	const most = toNumber(value) ?? NaN;
	if (Number.isInteger(most) && most >= 1) return most;
	throw new Failure(
		`'${FIELDS.mostPerExecution}' must be a whole number of at least 1, and it is ${quote(value)}`,
		'Set it to e.g. 5, or remove the option.',
	);
}
