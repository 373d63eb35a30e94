"""Microsoft Defender XDR and Defender for Office 365: alerts of the Graph security API."""
