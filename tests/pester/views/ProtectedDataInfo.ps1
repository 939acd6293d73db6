$message = Protect-Data 'text' -Key ([byte[]]::new(32)) -EncryptionContext @{ purpose = $long } -KeyName 'a-name-of-a-key-that-is-longer-than-any-column-would-be'
$message | Get-ProtectedDataInfo
