import { createContext, useCallback, useContext, useEffect, useMemo, useState } from './preact.mjs';
import { en } from './texts/en.mjs';
import { pt } from './texts/pt.mjs';

const LANGUAGES = { en, pt };
const THEMES = ['auto', 'light', 'dark'];

/** The texts of the chosen language. */
export const Texts = createContext(en);

/** The texts, in any part of the page. */
export const useTexts = () => useContext(Texts);

/** Portuguese where the browser prefers it to English. */
function languageOfBrowser() {
	const known = navigator.languages.map((tag) => tag.slice(0, 2)).find((tag) => LANGUAGES[tag]);
	return known ?? 'en';
}

/** How the browser's owner writes dates and times, as far as it is in that language. */
function regionOf(language) {
	return navigator.languages.find((tag) => tag.startsWith(language)) ?? LANGUAGES[language].locale;
}

/** Browsers can forbid storage; then choices last as long as the page. */
function stored(name) {
	try {
		return localStorage.getItem(`simulator.${name}`);
	} catch {
		return null;
	}
}

function store(name, value) {
	try {
		localStorage.setItem(`simulator.${name}`, value);
	} catch {}
}

/** Language and theme, as the browser says until somebody chooses. */
export function useSettings() {
	const [language, setLanguage] = useState(() => {
		const choice = stored('language');
		return LANGUAGES[choice] ? choice : languageOfBrowser();
	});
	const [theme, setTheme] = useState(() => {
		const choice = stored('theme');
		return THEMES.includes(choice) ? choice : 'auto';
	});
	const texts = useMemo(() => ({ ...LANGUAGES[language], region: regionOf(language) }), [language]);
	useEffect(() => {
		document.documentElement.lang = texts.locale;
		document.title = texts.title;
	}, [texts]);
	useEffect(() => {
		document.documentElement.dataset.theme = theme;
	}, [theme]);
	const nextLanguage = useCallback(() => {
		const next = language === 'en' ? 'pt' : 'en';
		store('language', next);
		setLanguage(next);
	}, [language]);
	const nextTheme = useCallback(() => {
		const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length];
		store('theme', next);
		setTheme(next);
	}, [theme]);
	return { texts, language, theme, nextLanguage, nextTheme };
}
