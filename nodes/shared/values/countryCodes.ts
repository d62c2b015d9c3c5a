/**
 * Country codes in use: the ITU's list of assigned codes (complement to Recommendation E.164), without those that
 * WhatsApp has no people under (379, 800, 808, 888, 979).
 */
const CODES = new Set(
	`1 7 20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66
	81 82 84 86 90 91 92 93 94 95 98
	211 212 213 216 218 220 221 222 223 224 225 226 227 228 229 230 231 232 233 234 235 236 237 238 239
	240 241 242 243 244 245 246 247 248 249 250 251 252 253 254 255 256 257 258 260 261 262 263 264 265 266 267 268 269
	290 291 297 298 299 350 351 352 353 354 355 356 357 358 359 370 371 372 373 374 375 376 377 378 380 381 382 383
	385 386 387 389 420 421 423 500 501 502 503 504 505 506 507 508 509 590 591 592 593 594 595 596 597 598 599
	670 672 673 674 675 676 677 678 679 680 681 682 683 685 686 687 688 689 690 691 692
	850 852 853 855 856 870 878 880 881 882 883 886 960 961 962 963 964 965 966 967 968 970 971 972 973 974 975 976 977
	992 993 994 995 996 998`.split(/\s+/),
);

/** Countries whose numbers may begin with a 0 of their own, and have no trunk 0 beside it. */
const KEEP_ZERO = new Set(['39', '225', '226', '229', '241', '242', '378', '992']);

/** The same, and Rwanda, which has both. */
const MAY_HAVE_ZERO = new Set([...KEEP_ZERO, '250']);

/**
 * The country code that a number begins with; no code is the beginning of another one.
 * @param digits without plus
 * @returns undefined where no country has such a code
 */
export function countryCodeOf(digits: string): string | undefined {
	return [1, 2, 3].map((length) => digits.slice(0, length)).find((code) => CODES.has(code));
}

/** Whether a 0 in front of a national number belongs to it, and must be dialled from abroad too. */
export function keepsZero(countryCode: string): boolean {
	return KEEP_ZERO.has(countryCode);
}

/** Whether a 0 right behind the country code may be right. */
export function mayHaveZero(countryCode: string): boolean {
	return MAY_HAVE_ZERO.has(countryCode);
}
