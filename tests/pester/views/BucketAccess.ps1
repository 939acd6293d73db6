New-Record BucketAccess @{
    BucketName = 'x' * 63; Region = 'ap-southeast-4'; Access = 'CrossAccount'; PublicRead = $null; PublicWrite = $false; PublicList = $true
    OtherAccounts = [string[]]($long, $long)
}
