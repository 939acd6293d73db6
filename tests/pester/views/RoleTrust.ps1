New-Record RoleTrust @{
    RoleName = 'x' * 64; Principal = "arn:aws:iam::123456789012:role/$long"; PrincipalType = 'CanonicalUser'; CrossAccount = $true; AnyoneInAccount = $false
    Public = $true; RequiresMfa = $false; RequiresExternalId = $true
}
