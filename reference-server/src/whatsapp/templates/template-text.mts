import { ApiError } from '../api-error.mts';
import type { Message, Template, WhatsAppNumber } from '../model.mts';

export const PLACEHOLDER = /\{\{\s*([^{}]+?)\s*\}\}/g;

/** The names of all `{{placeholders}}` in header, body and button labels, each once, in order. */
export function placeholders({
	header,
	body,
	buttons,
}: Pick<Template, 'header' | 'body' | 'buttons'>): string[] {
	const texts = [header ?? '', body, ...buttons.map(({ text }) => text)];
	const names = texts.flatMap((text) => [...text.matchAll(PLACEHOLDER)].map((hit) => hit[1]!));
	return [...new Set(names)];
}

/**
 * Every placeholder of header, body and button labels needs a value, whatever the variable list says, and
 * every value is text.
 *
 * @throws ApiError 400 MISSING_TEMPLATE_VARIABLES, INVALID_TEMPLATE_VARIABLE_VALUE or MARKETING_OPTIONS_NOT_ALLOWED
 */
export function checkTemplate(
	template: Template,
	sender: WhatsAppNumber,
	{
		variables = {},
		marketingOptions,
	}: { variables?: Record<string, unknown>; marketingOptions?: object },
): void {
	const missingKeys = placeholders(template).filter((name) => !Object.hasOwn(variables, name));
	if (missingKeys.length) {
		throw new ApiError(
			400,
			'MISSING_TEMPLATE_VARIABLES',
			`The template ${template.name} also needs ${missingKeys.join(', ')}.`,
			{ missingKeys },
		);
	}
	const invalidKeys = Object.entries(variables).flatMap(([key, value]) => {
		const reason = refusal(value, sender);
		return reason === undefined ? [] : [{ key, reason }];
	});
	if (invalidKeys.length) {
		throw new ApiError(
			400,
			'INVALID_TEMPLATE_VARIABLE_VALUE',
			`These variables have no usable value: ${invalidKeys.map(({ key }) => key).join(', ')}.`,
			{ invalidKeys },
		);
	}
	if (marketingOptions && template.category !== 'MARKETING') {
		throw new ApiError(
			400,
			'MARKETING_OPTIONS_NOT_ALLOWED',
			`marketingOptions are for MARKETING templates, ${template.name} is ${template.category}.`,
		);
	}
}

/** The words of a reason are our choice, and so is that Meta's rule about blanks answers this code. */
function refusal(value: unknown, { provider }: WhatsAppNumber): string | undefined {
	if (typeof value !== 'string') return 'must be text';
	if (value.trim() === '') return 'must not be blank';
	const broken = provider === 'meta' && /[\n\t]| {4}/.test(value);
	return broken ? 'must have no line break, tab or four blanks in a row' : undefined;
}

/** What people see of a template, with its placeholders filled in; one without a value stays as it is. */
export function filled(
	{ header, body, footer, buttons }: Template,
	values: Record<string, string>,
): Pick<Message, 'content' | 'header' | 'footer' | 'buttons'> {
	return {
		content: fill(body, values),
		header: header === null ? null : { type: 'text', content: fill(header, values) },
		footer,
		buttons: buttons.map((button) => ({ ...button, text: fill(button.text, values) })),
	};
}

function fill(text: string, values: Record<string, string>): string {
	return text.replaceAll(PLACEHOLDER, (whole, name: string) =>
		Object.hasOwn(values, name) ? values[name]! : whole,
	);
}

/** Templates of our own can always be sent, Meta's only once they are approved. */
export function isSendable(template: Template): boolean {
	return template.source === 'PILOT_STATUS' || template.metaStatus === 'APPROVED';
}
