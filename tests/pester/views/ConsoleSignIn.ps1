New-Record ConsoleSignIn @{
    AccountId = '111122223333'; RoleArn = "arn:aws:iam::111122223333:role/$long"; Region = 'ap-southeast-4'
    ValidUntil = [datetimeoffset]::new(2026, 1, 1, 0, 15, 0, 0); Url = [uri] 'https://signin.aws.amazon.com/federation'
}
