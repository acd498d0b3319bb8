type Named = { readonly practitionerId?: string | undefined };

/** The API calls a practitioner what the clinic’s screens call them. */
export const withProfessional = <T extends Named>({ practitionerId, ...rest }: T) => ({
  ...rest,
  ...(practitionerId !== undefined && { professionalId: practitionerId }),
});
