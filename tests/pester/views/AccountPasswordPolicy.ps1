New-Record AccountPasswordPolicy @{
    AccountId = '123456789012'; MinimumPasswordLength = 128; RequireUppercaseCharacters = $true; RequireLowercaseCharacters = $true
    RequireNumbers = $true; RequireSymbols = $true; AllowUsersToChangePassword = $true; MaxPasswordAge = 1095; PasswordReusePrevention = 24
    HardExpiry = $true; Status = 'Unchanged'; ChangeId = '0123456789ab'
}
