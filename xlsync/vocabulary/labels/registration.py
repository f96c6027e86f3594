"""Words of the registration of new matters."""

REGISTRATION_KIND = "立项编号"
