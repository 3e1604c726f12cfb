import { createContext, useContext } from 'react';
import { en, type Texts } from './en.js';
import { nb } from './nb.js';
import { nl } from './nl.js';

export const languages = {
  en: { name: 'English', texts: en },
  nl: { name: 'Nederlands', texts: nl },
  nb: { name: 'Norsk bokmål', texts: nb },
};
export type Language = keyof typeof languages;

const KEY = 'ketenlab-language';

export const isLanguage = (name: string): name is Language => Object.hasOwn(languages, name);

/** The chosen language, else the first of the browser that the page has. Norwegian readers of any form get bokmål. */
export function initialLanguage(): Language {
  const wanted = [localStorage.getItem(KEY) ?? '', ...navigator.languages];
  const known = wanted
    .map((tag) => tag.split('-')[0] ?? '')
    .map((name) => (['no', 'nn'].includes(name) ? 'nb' : name));
  return known.find(isLanguage) ?? 'en';
}

export function saveLanguage(language: Language): void {
  localStorage.setItem(KEY, language);
}

const LanguageContext = createContext<Language>('en');
export const LanguageProvider = LanguageContext.Provider;

export const useLanguage = (): Language => useContext(LanguageContext);

/** The texts of a view in each language. English has the type. */
export type ViewTexts<T> = Readonly<Record<Language, T>>;

/** Texts that several views use, in the language of the page. */
export const useTexts = (): Texts => languages[useContext(LanguageContext)].texts;

/** Texts of a view in the language of the page. */
export const useTextsOf = <T>(texts: ViewTexts<T>): T => texts[useContext(LanguageContext)];
