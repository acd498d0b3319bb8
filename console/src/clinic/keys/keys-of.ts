export const keysOf = (clinicId: string) => ['api-keys', clinicId];
