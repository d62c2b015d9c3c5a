/** How numbers, names and times are written. */

import { withoutMarks } from './formatting.mjs';

/** Digits as people write them: +55 11 98765-4321. Other countries' stay in one piece. */
export function phoneText(digits) {
	const brazilian = /^55(\d{2})(\d{4,5})(\d{4})$/.exec(digits);
	if (brazilian) return `+55 ${brazilian[1]} ${brazilian[2]}-${brazilian[3]}`;
	return /^\d+$/.test(digits) ? `+${digits}` : digits;
}

/** The name, or the number where only that is known. */
export const nameOr = (name, digits) => name ?? phoneText(digits ?? '');

/** One of eight colours, always the same one for the same text. */
export function colourOf(text) {
	let sum = 0;
	for (const letter of text) sum = (sum * 33 + letter.codePointAt(0)) % 65_521;
	return sum % 8;
}

/** Up to two letters, or the last digits of a number. */
export function initials(name) {
	const words = name.match(/[\p{L}\p{N}]+/gu) ?? [];
	if (words.length === 0) return '#';
	if (/^\d/.test(name.replace('+', ''))) return name.slice(-2);
	return words
		.slice(0, 2)
		.map((word) => [...word][0])
		.join('')
		.toUpperCase();
}

/** Hours and minutes of an ISO time, in the browser's time zone, as the locale writes them. */
export function timeText(iso, locale) {
	return new Date(iso).toLocaleTimeString(locale, { hour: '2-digit', minute: '2-digit' });
}

/** Today, yesterday, or the date. */
export function dayText(iso, texts) {
	const day = new Date(iso).toDateString();
	const now = new Date();
	if (day === now.toDateString()) return texts.today;
	const yesterday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1);
	if (day === yesterday.toDateString()) return texts.yesterday;
	return new Date(iso).toLocaleDateString(texts.region, {
		day: 'numeric',
		month: 'long',
		year: 'numeric',
	});
}

/** The time for what is of today, else a short date. */
export function whenText(iso, texts) {
	const date = new Date(iso);
	if (date.toDateString() === new Date().toDateString()) return timeText(iso, texts.region);
	return date.toLocaleDateString(texts.region, { day: '2-digit', month: '2-digit' });
}

/** One line that stands for a message. */
export function summary(message, texts) {
	const kind = message.media && texts.media[message.media.mediaType];
	return [kind, message.text && withoutMarks(message.text)].filter(Boolean).join(': ');
}
