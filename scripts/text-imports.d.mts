import type { Plugin } from 'vite';

export declare const textImportsForTests: Plugin;
