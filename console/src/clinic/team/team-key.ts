export const teamKey = (clinicId: string) => ['team', clinicId];
