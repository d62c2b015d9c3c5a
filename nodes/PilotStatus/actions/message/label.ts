import { Failure, quote } from '../../../shared/words/failure';
import { isBlank } from '../../../shared/values/marks';
import { toText } from '../../../shared/values/text';

/**
 * A line that WhatsApp shows, such as what stands on a button: new lines in it become a blank.
 * @param place what it belongs to, e.g. `Row 2 of Section 1`
 * @param most characters that WhatsApp shows
 * @returns empty text where nothing of it would be seen
 * @throws Failure naming the line, its length and the limit
 */
export function toLabel(value: unknown, field: string, place: string, most: number): string {
	const text = toText(value, `${field} of ${place}`, `Write '${field}' as text.`);
	if (isBlank(text)) return '';
	const label = text.trim().replace(/\s*[\r\n]\s*/g, ' ');
	if (label.length <= most) return label;
	throw new Failure(
		`${quote(label)} on ${place} has ${label.length} characters, and WhatsApp shows at most ${most}`,
		`Shorten '${field}', and write the rest into 'Text'.`,
	);
}

/**
 * The same, where it must not be empty.
 * @throws Failure naming what lacks it
 */
export function needLabel(value: unknown, field: string, place: string, most: number): string {
	const label = toLabel(value, field, place, most);
	if (label !== '') return label;
	const start = place.charAt(0).toUpperCase() + place.slice(1);
	throw new Failure(`${start} has no '${field}'`, `Fill '${field}', or remove ${place}.`);
}
