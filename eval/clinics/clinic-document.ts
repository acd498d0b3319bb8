export type ClinicDocument = { readonly name: string; readonly document: unknown };
