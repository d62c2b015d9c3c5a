import type { IDataObject } from 'n8n-workflow';

import type { Send } from '../../../shared/requests/request';
import { Failure, quote } from '../../../shared/words/failure';
import { spans } from '../../output';
import { findPeople } from './look';
import { planSync } from './syncPlan';
import type { SyncPlan, SyncWish } from './syncPlan';

/** What one item says of its group. */
interface Entry {
	/** Of the item. */
	index: number;
	/** Digits without plus. */
	numbers: string[];
	wish: SyncWish & { dryRun: boolean };
	/** Asks WhatsApp for the numbers, where that is wanted. */
	check?: { ask(send: Send): Promise<void>; found(): string[] };
}

/** All items of one group: together they are one list. */
export class GroupSync {
	private readonly entries: Entry[] = [];

	/** Items that cannot be used, and so may hold anybody's number. */
	private readonly unusable: number[] = [];

	/** The items that the output belongs to. */
	readonly pairs: number[] = [];

	private planned?: Promise<SyncPlan>;

	private isTaken = false;

	/** @param strays items that name no group, and so may belong to this one */
	constructor(
		readonly groupId: string,
		private readonly strays: number[],
	) {}

	add(entry: Entry): void {
		this.entries.push(entry);
		this.pairs.push(entry.index);
	}

	/** Leaves an item out, which with `removeOthers` ends everything. */
	drop(index: number): void {
		this.unusable.push(index);
		const at = this.pairs.indexOf(index);
		if (at >= 0) this.pairs.splice(at, 1);
	}

	/** The plan for all items, made once; it rejects with a Failure where nothing may be done. */
	async plan(send: Send): Promise<SyncPlan> {
		return await (this.planned ??= this.makePlan(send));
	}

	/** True for the first one that asks: all items make one output. */
	take(): boolean {
		const isFirst = !this.isTaken;
		this.isTaken = true;
		return isFirst;
	}

	/** Whether nothing is to be changed; once there is a plan, all items agree. */
	get isDryRun(): boolean {
		return this.usable()[0]!.wish.dryRun;
	}

	/** A number of the list as WhatsApp spells it, where it was asked for. */
	spell(number: string): string {
		for (const { numbers, check } of this.entries) {
			const at = numbers.indexOf(number);
			if (at >= 0) return check?.found()[at] ?? number;
		}
		return number;
	}

	private async makePlan(send: Send): Promise<SyncPlan> {
		for (const { index, check } of this.entries) {
			await check?.ask(send).catch((error: unknown) => {
				if (!(error instanceof Failure)) throw error;
				this.drop(index);
			});
		}
		const usable = this.usable();
		const { wish } = usable[0]!;
		if (usable.some((entry) => JSON.stringify(entry.wish) !== JSON.stringify(wish))) {
			throw new Failure(
				`The items of the group ${quote(this.groupId)} do not agree on 'Remove Others', 'Dry Run' or 'Most Removed (Per Cent)'`,
				'Give all items of a group the same settings. Nothing was changed in this group.',
			);
		}
		const missing = [...this.unusable, ...this.strays].sort((a, b) => a - b);
		if (wish.removeOthers && missing.length > 0) throw this.refuse(missing);
		const list = usable.flatMap(({ numbers }) => numbers);
		return planSync(await findPeople(send, this.groupId), list, wish);
	}

	private usable(): Entry[] {
		return this.entries.filter(({ index }) => this.pairs.includes(index));
	}

	/** People who are on the list only there would be removed. */
	private refuse(missing: number[]): Failure {
		return new Failure(
			`The list of the group ${quote(this.groupId)} is not whole, since ${spans(missing)} cannot be used (counted from 0)`,
			"Each of these items says what is wrong with it: mend them, or turn off 'Remove Others'. Nothing was changed in this group.",
		);
	}
}

/** The groups of an execution. */
export class GroupSyncs {
	private readonly groups = new Map<string, GroupSync>();

	private readonly strays: number[] = [];

	of(groupId: string): GroupSync {
		const known = this.groups.get(groupId) ?? new GroupSync(groupId, this.strays);
		this.groups.set(groupId, known);
		return known;
	}

	/** An item that names no group. */
	stray(index: number): void {
		this.strays.push(index);
	}
}

/** What a dry run gives in place of results. */
export function asDryRun({ added, removed, kept, unknown }: SyncPlan): IDataObject {
	const named = (numbers: string[]) => numbers.map((number) => ({ number }));
	return { added: named(added), removed: named(removed), refused: [], kept, unknown };
}
