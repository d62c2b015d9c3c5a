import { open } from './switch.mts';

/** Switches of numbers. */
export const NUMBER_SWITCHES = {
	numberKeysOnNumbers: open(
		'What a number key may do about numbers: nothing, or see and connect its own',
		['refused', 'allowed'],
		'documented',
		'the page of authentication; that number keys are let in is open',
	),
	numberStatus: open(
		'Whether a number’s state was asked for (`live`), is the last known one (`stale`), or does not say',
		['live', 'stale', 'bare'],
		'sdk',
		'NumberStatusResult; an older backend says nothing',
	),
	connectCodes: open(
		'Which codes connecting a number gives; the other one is null',
		['both', 'qrcode', 'pairingCode'],
		'sdk',
		'NumberConnectResult: either may be null',
	),
	qrcodeForm: open(
		'`qrcodeBase64` is base64 alone or a data URI',
		['base64', 'dataUri'],
		'chosen',
		'as its name says; engines of QR numbers give data URIs',
	),
} as const;
