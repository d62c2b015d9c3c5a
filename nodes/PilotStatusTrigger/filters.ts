import {
	groupIdOf,
	isFrom,
	isWritten,
	kindsOf,
	textIn,
	wordsOf,
} from '../shared/deliveries/message';
import type { Related } from './relations';
import { ALL_EVENTS } from './events';
import type { Settings } from './settings';
import { matches } from './textMatch';

/**
 * Whether a delivery may start the workflow, as far as it can be judged by itself; what the words must be is judged by
 * `hasCalled`, over a burst as a whole.
 * @param now in ms since 1970
 */
export function isWanted(delivery: Related, settings: Settings, now: number): boolean {
	if (!isPicked(delivery, settings)) return false;
	return !isWritten(delivery.event) || isWantedMessage(delivery, settings, now);
}

/** Whether its event is picked, and its group one of the chosen ones. */
function isPicked({ event, data }: Related, { events, groups }: Settings): boolean {
	const picks = (...names: string[]) =>
		[ALL_EVENTS, ...names].some((name) => events.includes(name));
	const groupId = groupIdOf(data);
	const isInGroups = groups.length === 0 || (groupId !== undefined && groups.includes(groupId));
	if (event === 'message.reply') {
		if (groupId !== undefined) return picks(event, 'message.group') && isInGroups;
		return events.includes('message.received') || (picks(event) && isInGroups);
	}
	if (!picks(event)) return false;
	return isInGroups || (groupId === undefined && event !== 'message.group');
}

function isWantedMessage({ data, at }: Related, settings: Settings, now: number): boolean {
	const { includeOwnMessages, senders, messageTypes, maxAge } = settings;
	if (data.fromMe === true && !includeOwnMessages) return false;
	if (senders && !isFrom(data, senders.numbers)) return false;
	if (messageTypes.length > 0 && !kindsOf(data).some((kind) => messageTypes.includes(kind))) {
		return false;
	}
	return maxAge === undefined || now - at <= maxAge;
}

/** Whether one of these messages, or all of them as one text, has the words that the user asks for. */
export function hasCalled(messages: Related[], { text }: Settings): boolean {
	if (!text) return true;
	if (text.match === 'named' && messages.some((one) => one.isReply || isPrivate(one))) return true;
	const words = messages.map(({ data }) => wordsOf(data));
	return [...words, words.join('\n')].some((one) => matches(one, text.match, text.patterns));
}

/** Whoever writes to us alone means us. */
const isPrivate = ({ event, data }: Related) =>
	event !== 'message.group' &&
	groupIdOf(data) === undefined &&
	event !== 'message.newsletter' &&
	textIn(data.newsletterId) === undefined;
