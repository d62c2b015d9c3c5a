import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { Failure, quote } from '../shared/words/failure';
import { parseGroupId, parseNewsletterId } from '../shared/values/id';
import { toText } from '../shared/values/text';
import { parseTime } from '../shared/values/time';
import { parseDestination, parsePhoneNumbers } from '../shared/values/phone';

/**
 * The parameters of one item, read and judged. Every method throws a Failure that names
 * the field and the value when it cannot be used, before any request.
 */
export class Parameters {
	/**
	 * @param index index of the item
	 * @param shared what is worked out once for all items of an execution, under a key
	 * @param isDone whether an earlier run of the node has dealt with this item
	 */
	constructor(
		readonly context: IExecuteFunctions,
		readonly index: number,
		private readonly shared: Map<string, unknown> = new Map(),
		readonly isDone = false,
	) {}

	/** Works something out once per execution, whichever item comes first. */
	once<T>(key: string, work: () => T): T {
		if (!this.shared.has(key)) this.shared.set(key, work());
		return this.shared.get(key) as T;
	}

	/** The raw value; a resource locator gives what was picked or typed. */
	read(name: string): unknown {
		return this.context.getNodeParameter(name, this.index, undefined, { extractValue: true });
	}

	/** The raw value of a field, or empty text while the field is not shown. */
	readShown(name: string): string {
		return this.context.getNodeParameter(name, this.index, '') as string;
	}

	flag(name: string): boolean {
		return this.read(name) === true;
	}

	/** One of the values of a list of options. */
	choice(name: string): string {
		return String(this.read(name));
	}

	/** The collection of optional fields. */
	options(): IDataObject {
		return this.context.getNodeParameter('options', this.index, {}) as IDataObject;
	}

	/** Text that must not be blank, as it is; a number from an expression counts as text. */
	text(name: string, field: string, hint: string): string {
		const text = toText(this.read(name), field, hint);
		if (text.trim() === '') throw new Failure(`'${field}' is empty`, hint);
		return text;
	}

	/** The instant in an optional field, as the API wants it, or undefined when the field is empty. */
	time(value: unknown, field: string): string | undefined {
		return parseTime(value, field, this.context.getTimezone());
	}

	groupId(): string {
		return parseGroupId(this.read('groupId'), 'Group');
	}

	newsletterId(): string {
		return parseNewsletterId(this.read('newsletterId'), 'Newsletter');
	}

	/** E.164 with plus, or a Meta business-scoped user id as it is. */
	destinationNumber(): string {
		return parseDestination(this.read('destinationNumber'), 'Phone Number');
	}

	/** Digits without plus; none is allowed here. */
	optionalParticipants(): string[] {
		return parsePhoneNumbers(this.read('participants'), 'Participants');
	}

	/** Digits without plus, at least one. */
	participants(): string[] {
		const numbers = this.optionalParticipants();
		if (numbers.length > 0) return numbers;
		throw new Failure(
			"'Participants' is empty",
			'Give at least one phone number with country and area code, e.g. 5511999999999.',
		);
	}

	/** How many results to give: a whole number from 1, or Infinity for all. */
	limit(): number {
		if (this.flag('returnAll')) return Infinity;
		const limit = Number(this.read('limit'));
		if (Number.isInteger(limit) && limit >= 1) return limit;
		throw new Failure(
			`'Limit' must be a whole number of at least 1, and it is ${quote(this.read('limit'))}`,
			"Set 'Limit' to 1 or more, or turn on 'Return All'.",
		);
	}
}
