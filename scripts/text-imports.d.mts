import type { Plugin as BundlerPlugin } from 'esbuild';
import type { Plugin } from 'vite';

export declare const textImports: BundlerPlugin;
export declare const textImportsForTests: Plugin;
