New-Record OrganizationAccount @{
    AccountId = '111122223333'; Name = $long; Status = 'PENDING_CLOSURE'; Email = 'owner@example.com'; JoinedMethod = 'INVITED'
    Arn = 'arn:aws:organizations::111122223333:account/o-0123456789/111122223333'; OrganizationalUnit = "Root/Workloads/$long"
}
