import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { Failure, quote } from '../shared/words/failure';
import { parseGroupId, parseMessageId, parseNewsletterId, toId } from '../shared/values/id';
import { isBlank } from '../shared/values/marks';
import { parseCountryCode, parseDestination, parsePhoneNumbers } from '../shared/values/phone';
import type { PhoneOptions } from '../shared/values/phone';
import { toNumber, toSwitch } from '../shared/values/setting';
import { toText } from '../shared/values/text';
import { Allowance } from './allowance';
import { parseTime } from './time';
import { hintsOf } from './hints';

/** Most characters of a text message on any number. */
const LONGEST_TEXT = 65_536;

/**
 * The parameters of one item, read and judged. Every method throws a Failure that names
 * the field and the value when it cannot be used, before any request.
 */
export class Parameters {
	private known?: IDataObject;

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

	/** A switch; `fallback` where it is not set. */
	flag(name: string, field: string, fallback: boolean): boolean {
		return toSwitch(this.read(name), field) ?? fallback;
	}

	/** One of the values of a list of options. */
	choice(name: string): string {
		return String(this.read(name) ?? '');
	}

	/** What limits this item's call where a model makes it. */
	get allowance(): Allowance | undefined {
		const { type } = this.once('node', () => this.context.getNode());
		if (!type.endsWith('Tool')) return undefined;
		return this.once(
			`allowance ${this.index}`,
			() => new Allowance(this.context, this.index, () => this.options()),
		);
	}

	/** The collection of optional fields, which many ask for; n8n works it out anew each time. */
	options(): IDataObject {
		return (this.known ??= this.context.getNodeParameter('options', this.index, {}) as IDataObject);
	}

	/**
	 * Text that must not be blank, as it is; a number or a date from an expression counts as text.
	 * @param most characters that the API or WhatsApp takes
	 */
	text(name: string, field: string, hint: string, most = LONGEST_TEXT): string {
		const text = this.optionalText(name, field, hint, most);
		if (text === '') throw new Failure(`'${field}' is empty`, hint);
		return text;
	}

	/** The same, where nothing, blanks and marks that nobody sees mean that it is not set: empty text. */
	optionalText(name: string, field: string, hint: string, most = LONGEST_TEXT): string {
		const text = toText(this.read(name), field, hint);
		if (text.length > most) {
			throw new Failure(
				`'${field}' has ${text.length} characters, and no more than ${most} can be sent`,
				`Shorten it, or send it in parts.`,
			);
		}
		return isBlank(text) ? '' : text;
	}

	/**
	 * The instant in an optional field, as the API wants it, or undefined when the field is empty.
	 * @param isEnd whether a day without a time means its last moment
	 */
	time(value: unknown, field: string, isEnd = false): string | undefined {
		return parseTime(value, field, this.context.getTimezone(), isEnd);
	}

	/** Name of the binary field that gets a file. */
	binaryField(): string {
		const hint = "Give the name of the field, e.g. 'data'.";
		return this.text('binaryPropertyName', 'Put Output File in Field', hint).trim();
	}

	/** Any id, which must not be empty. */
	id(name: string, field: string, hint: string): string {
		const id = toId(this.read(name), field, hint);
		if (id === '') throw new Failure(`'${field}' is empty`, hint);
		return id;
	}

	messageId(hint: string): string {
		return parseMessageId(this.read('messageId'), 'Message ID', hint);
	}

	groupId(): string {
		const id = parseGroupId(this.read('groupId'), 'Group');
		this.allowance?.group(id);
		return id;
	}

	newsletterId(): string {
		return parseNewsletterId(this.read('newsletterId'), 'Newsletter');
	}

	/** E.164 with plus, or a Meta business-scoped user id as it is. */
	destinationNumber(name = 'destinationNumber'): string {
		return this.phone(name, 'Phone Number', parseDestination);
	}

	/** Digits without plus; none is allowed here. */
	optionalParticipants(): string[] {
		return this.phone('participants', 'Participants', parsePhoneNumbers);
	}

	/** Digits without plus, at least one. */
	participants(): string[] {
		return atLeastOne(this.optionalParticipants(), 'Participants');
	}

	/** Digits without plus, at least one, in the order given and as often as they were given. */
	numbers(): string[] {
		const parse: Parse<string[]> = (value, field, options) =>
			parsePhoneNumbers(value, field, { ...options, keepsCopies: true });
		return atLeastOne(this.phone('numbers', 'Phone Numbers', parse), 'Phone Numbers');
	}

	/** The user's own word for numbers without country code: its digits, or undefined. */
	countryCode(): string | undefined {
		return parseCountryCode(this.options().countryCode, 'Country Code');
	}

	private phone<T extends string | string[]>(name: string, field: string, parse: Parse<T>): T {
		const doubtful: string[] = [];
		const onDoubtful = (number: string) => doubtful.push(number);
		const numbers = parse(this.read(name), field, { countryCode: this.countryCode(), onDoubtful });
		this.allowance?.people([numbers].flat() as string[]);
		hintsOf(this.context).numbers([numbers].flat() as string[], doubtful);
		return numbers;
	}

	/** How many results to give: a whole number from 1, or Infinity for all. */
	limit(): number {
		if (this.flag('returnAll', 'Return All', false)) return Infinity;
		const limit = toNumber(this.read('limit')) ?? NaN;
		if (Number.isInteger(limit) && limit >= 1) return limit;
		throw new Failure(
			`'Limit' must be a whole number of at least 1, and it is ${quote(this.read('limit'))}`,
			"Set 'Limit' to 1 or more, or turn on 'Return All'.",
		);
	}
}

/** Reads phone numbers from a value. */
type Parse<T> = (value: unknown, field: string, options: PhoneOptions) => T;

function atLeastOne(numbers: string[], field: string): string[] {
	if (numbers.length > 0) return numbers;
	throw new Failure(
		`'${field}' is empty`,
		'Give at least one phone number with country and area code, e.g. 5511999999999.',
	);
}
